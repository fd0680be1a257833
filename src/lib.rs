//! Repairs Arabic text extracted from PDFs.

pub mod arabic;
pub mod model;
