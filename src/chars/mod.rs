//! Defects that show on one character, whatever stands beside it: one rule a file, one scan for all.
