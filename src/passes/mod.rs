//! Defects that show only in context: one repair a file.
