//! Defects that show only in context: one repair a file.

mod bidi_chunks;
mod brackets;
mod code_page;
mod fragment_order;
mod kashida_codes;
mod ligatures;
mod lost;
mod marks;
mod overprint;
mod paragraphs;
mod private_use;
mod punctuation;
mod run_order;
mod running_lines;
mod tatweel;
mod twins;
mod visual_order;
mod word_spacing;

pub use bidi_chunks::BidiChunks;
pub use brackets::Brackets;
pub use code_page::CodePage;
pub use fragment_order::FragmentOrder;
pub use kashida_codes::KashidaCodes;
pub use ligatures::Ligatures;
pub use lost::{Lost, Witness};
pub use marks::Marks;
pub use overprint::Overprint;
pub use paragraphs::Paragraphs;
pub use private_use::PrivateUse;
pub use punctuation::Punctuation;
pub use run_order::RunOrder;
pub use running_lines::RunningLines;
pub use tatweel::Tatweel;
pub use twins::Twins;
pub use visual_order::VisualOrder;
pub use word_spacing::WordSpacing;
