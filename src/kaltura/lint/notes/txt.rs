//! Notes on the rules of the family TXT.

notes! {}
