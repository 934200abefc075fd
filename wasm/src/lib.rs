//! The browser and Node face of cuesmith.
