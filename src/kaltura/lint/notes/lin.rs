//! Notes on the rules of the family LIN.

notes! {}
