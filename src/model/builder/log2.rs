//! Costs are logarithms, and must be the same on every machine: these are made of integers.

use super::super::language::{Cost, BIT};

/// `log2(x)` in 1/256 of a bit, rounded down; 0 for 0.
pub(super) fn log2(x: u64) -> Cost {
    logarithm(x, 8) as Cost
}

/// `log2(x)` in 2^-30 of a bit, rounded down; 0 for 0.
pub(super) fn log2_fine(x: u64) -> u64 {
    logarithm(x, 30)
}

/// `log2(x)` with so many binary digits.
fn logarithm(x: u64, digits: u32) -> u64 {
    if x == 0 {
        return 0;
    }
    let whole = 63 - x.leading_zeros();
    // The mantissa from 1 to 2, with 32 bits behind the point; squaring it doubles the
    // logarithm, so that each step yields one bit.
    let mut mantissa = if whole >= 32 { x >> (whole - 32) } else { x << (32 - whole) };
    let mut result = u64::from(whole);
    for _ in 0..digits {
        mantissa = ((u128::from(mantissa) * u128::from(mantissa)) >> 32) as u64;
        result *= 2;
        if mantissa >= 1 << 33 {
            mantissa >>= 1;
            result += 1;
        }
    }
    result
}

/// `-log2(part / whole)`, not below 0; `part` 0 counts as half of one.
pub(super) fn cost(part: u64, whole: u64) -> Cost {
    let part = if part == 0 { -BIT } else { log2(part) };
    (log2(whole) - part).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right() {
        assert_eq!(log2(1), 0);
        assert_eq!(log2(8), 3 * BIT);
        assert_eq!(log2(3), 405); // 1.58496… × 256 = 405.75
        assert_eq!(log2(u64::MAX), 64 * BIT - 1);
        assert_eq!(cost(1, 1024), 10 * BIT);
        assert_eq!(cost(0, 1024), 11 * BIT);
        assert_eq!(cost(5, 3), 0);
    }
}
