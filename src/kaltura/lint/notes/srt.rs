//! Notes on the rules of the family SRT.

notes! {}
