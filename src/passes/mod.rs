//! Defects that show only in context: one repair a file.

mod brackets;
mod marks;
mod punctuation;
mod tatweel;

pub use brackets::Brackets;
pub use marks::Marks;
pub use punctuation::Punctuation;
pub use tatweel::Tatweel;
