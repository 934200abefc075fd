//! Notes on the rules of the family RDG.

notes! {}
