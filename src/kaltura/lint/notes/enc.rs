//! Notes on the rules of the family ENC.

notes! {}
