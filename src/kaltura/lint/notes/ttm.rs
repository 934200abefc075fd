//! Notes on the rules of the family TTM.

notes! {}
