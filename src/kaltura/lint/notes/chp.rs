//! Notes on the rules of the family CHP.

notes! {}
