//! Notes on the rules of the family ALN.

notes! {}
