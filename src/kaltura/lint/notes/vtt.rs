//! Notes on the rules of the family VTT.

notes! {}
