//! Notes on the rules of the family SPK.

notes! {}
