//! Notes on the rules of the family EAD.

notes! {}
