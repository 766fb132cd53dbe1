//! The functions of `<math.h>`.

use super::Id;

/// Does a mathematical function; `None` if the intrinsic is not one.
pub(super) fn perform(id: Id, args: &[u64; 6]) -> Option<u64> {
    let x = f64::from_bits(args[0]);
    let y = f64::from_bits(args[1]);
    let result = match id {
        Id::Sqrt => x.sqrt(),
        Id::Sin => x.sin(),
        Id::Cos => x.cos(),
        Id::Tan => x.tan(),
        Id::Asin => x.asin(),
        Id::Acos => x.acos(),
        Id::Atan => x.atan(),
        Id::Atan2 => x.atan2(y),
        Id::Sinh => x.sinh(),
        Id::Cosh => x.cosh(),
        Id::Tanh => x.tanh(),
        Id::Exp => x.exp(),
        Id::Log => x.ln(),
        Id::Log2 => x.log2(),
        Id::Log10 => x.log10(),
        Id::Pow => x.powf(y),
        Id::Floor => x.floor(),
        Id::Ceil => x.ceil(),
        Id::Fabs => x.abs(),
        Id::Fmod => x % y,
        Id::Round => x.round(),
        Id::Trunc => x.trunc(),
        Id::Cbrt => x.cbrt(),
        Id::Hypot => x.hypot(y),
        Id::Expm1 => x.exp_m1(),
        Id::Log1p => x.ln_1p(),
        _ => return None,
    };
    Some(result.to_bits())
}
