//! The instruction set: a register machine, 8 bytes an instruction.
//!
//! Each function activation sees a window of 256 registers of 64 bits. Integers narrower than 64 bits are kept
//! extended as their C type says (signed: sign-extended, unsigned and `_Bool`: zero-extended), pointers as they are,
//! `double` as its bits, `float` as its bits in the low half. So comparisons and right shifts need no widths, only
//! operations that can leave the range of a type do (`…W`: wrap to `int`; `…U`: wrap to `unsigned`).
//!
//! **Calls.** The caller puts arguments into its registers `a`, `a+1`, …, which become the callee's `0`, `1`, …; the
//! result comes back in the caller's `a` (the callee's 0). A function that returns a record gets the address for it
//! as an additional first argument, and returns it. Records are passed by address of a copy that the caller made.
//! A call to a variadic function passes, after the fixed arguments, the address of the variadic ones: 8-byte slots in
//! the caller's frame (records: the address of a copy; `float` promoted to `double`), and `va_start` stores that address.
//! `va_list` is a 24-byte array type of which the first 8 bytes are the address of the next slot.
//!
//! **Frames in memory.** A call pushes the return address (8 bytes) and moves the stack pointer down by the callee's
//! frame size, so that the frame (16-byte aligned) lies below the return address; `FrameAddr` gives its lowest
//! address. `Ret` reads the return address back: if a program has overwritten it, the CPU goes where it says.

/// An operation. `a`, `b`, `c` are registers of the window, `imm` is the 32-bit immediate; `R[x]` is a register,
/// `bc` the 16-bit signed number in `b` (low) and `c` (high). Jumps go to instruction index `imm` of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Op {
    /// Not an instruction: SIGILL.
    Illegal,
    /// `R[a] = imm` (sign-extended).
    Const,
    /// `R[a] = imm << 32 | low half of R[a]`: the second half of a 64-bit constant.
    ConstHigh,
    /// `R[a] = R[b]`
    Move,
    /// `R[a] = R[b] + R[c]`, 64 bits.
    Add,
    /// 64 bits.
    Sub,
    /// 64 bits.
    Mul,
    /// Signed, 64 bits; faults on 0 and on overflow. Also right for `int` operands followed by [`Op::SextW`].
    Div,
    /// Unsigned.
    DivU,
    /// Signed remainder.
    Rem,
    /// Unsigned remainder.
    RemU,
    /// `int` division: as [`Op::Div`], and `INT_MIN / -1` faults.
    DivW,
    /// `int` remainder: `INT_MIN % -1` faults.
    RemW,
    /// Bitwise and.
    And,
    /// Bitwise or.
    Or,
    /// Bitwise exclusive or.
    Xor,
    /// Shift left, count modulo 64.
    Shl,
    /// Arithmetic shift right, count modulo 64.
    Sra,
    /// Logical shift right, count modulo 64.
    Srl,
    /// `int`: shift left, count modulo 32.
    ShlW,
    /// `unsigned`: shift left, count modulo 32.
    ShlU,
    /// `int`: arithmetic shift right, count modulo 32.
    SraW,
    /// `unsigned`: logical shift right, count modulo 32.
    SrlU,
    /// `int` addition, wraps.
    AddW,
    /// `int`.
    SubW,
    /// `int`.
    MulW,
    /// `unsigned` addition, wraps.
    AddU,
    /// `unsigned`.
    SubU,
    /// `unsigned`.
    MulU,
    /// `R[a] = R[b] + imm`, 64 bits.
    AddI,
    /// `int`.
    AddWI,
    /// `unsigned`.
    AddUI,
    /// 64 bits.
    MulI,
    /// `int`.
    MulWI,
    /// With a sign-extended immediate.
    AndI,
    /// With a sign-extended immediate.
    OrI,
    /// With a sign-extended immediate.
    XorI,
    /// Count in `imm`.
    ShlI,
    /// `int`, count in `imm`.
    ShlWI,
    /// `unsigned`, count in `imm`.
    ShlUI,
    /// Count in `imm`.
    SraI,
    /// Count in `imm`.
    SrlI,
    /// Signed `int` division by a non-zero constant other than -1.
    DivWI,
    /// Signed `int` remainder by a non-zero constant other than -1.
    RemWI,
    /// `R[a] = -R[b]`, 64 bits (use [`Op::SubW`] from 0 for `int`).
    Neg,
    /// `R[a] = !R[b]`
    Not,
    /// `R[a] = R[b] == 0`
    IsZero,
    /// `R[a] = R[b] != 0`
    IsNonZero,
    /// Sign-extends the low 8 bits of `R[b]`.
    SextB,
    /// 16 bits.
    SextH,
    /// 32 bits.
    SextW,
    /// Zero-extends the low 8 bits of `R[b]`.
    ZextB,
    /// 16 bits.
    ZextH,
    /// 32 bits.
    ZextW,
    /// `R[a] = R[b] == R[c]`
    Eq,
    /// `R[a] = R[b] != R[c]`
    Ne,
    /// Signed.
    Lt,
    /// Signed.
    Le,
    /// Unsigned.
    LtU,
    /// Unsigned.
    LeU,
    /// `R[a] = R[b] == imm`
    EqI,
    /// `R[a] = R[b] != imm`
    NeI,
    /// Signed.
    LtI,
    /// Signed.
    LeI,
    /// Signed.
    GtI,
    /// Signed.
    GeI,
    /// Goes to `imm`.
    Jump,
    /// If `R[a] == 0`.
    JumpZ,
    /// If `R[a] != 0`.
    JumpNz,
    /// If `R[a] == R[b]`.
    JumpEq,
    /// If `R[a] != R[b]`.
    JumpNe,
    /// Signed `<`.
    JumpLt,
    /// Signed `<=`.
    JumpLe,
    /// Unsigned `<`.
    JumpLtU,
    /// Unsigned `<=`.
    JumpLeU,
    /// If `R[a] == bc`.
    JumpEqI,
    /// If `R[a] != bc`.
    JumpNeI,
    /// Signed `<`.
    JumpLtI,
    /// Signed `<=`.
    JumpLeI,
    /// Signed `>`.
    JumpGtI,
    /// Signed `>=`.
    JumpGeI,
    /// Goes to `tables[imm][R[a] - low]`, or to the table's default.
    JumpTable,
    /// `R[a] = load(R[b] + imm)`, 8 bits sign-extended.
    Ld8S,
    /// 8 bits zero-extended.
    Ld8U,
    /// 16 bits sign-extended.
    Ld16S,
    /// 16 bits zero-extended.
    Ld16U,
    /// 32 bits sign-extended.
    Ld32S,
    /// 32 bits zero-extended.
    Ld32U,
    /// 64 bits.
    Ld64,
    /// `store(R[b] + imm, R[a])`, 8 bits.
    St8,
    /// 16 bits.
    St16,
    /// 32 bits.
    St32,
    /// 64 bits.
    St64,
    /// `R[a] = load(R[b] + R[c] * 1 + imm)`, 8 bits sign-extended.
    LdX8S,
    /// 8 bits zero-extended.
    LdX8U,
    /// Index scaled by 2.
    LdX16S,
    /// Index scaled by 2.
    LdX16U,
    /// Index scaled by 4.
    LdX32S,
    /// Index scaled by 4.
    LdX32U,
    /// Index scaled by 8.
    LdX64,
    /// `store(R[b] + R[c] * 1 + imm, R[a])`.
    StX8,
    /// Index scaled by 2.
    StX16,
    /// Index scaled by 4.
    StX32,
    /// Index scaled by 8.
    StX64,
    /// `R[a] = load(imm)`: an object at a fixed address (`imm` unsigned).
    LdG8S,
    /// See [`Op::LdG8S`].
    LdG8U,
    /// See [`Op::LdG8S`].
    LdG16S,
    /// See [`Op::LdG8S`].
    LdG16U,
    /// See [`Op::LdG8S`].
    LdG32S,
    /// See [`Op::LdG8S`].
    LdG32U,
    /// See [`Op::LdG8S`].
    LdG64,
    /// `store(imm, R[a])`.
    StG8,
    /// See [`Op::StG8`].
    StG16,
    /// See [`Op::StG8`].
    StG32,
    /// See [`Op::StG8`].
    StG64,
    /// Copies `imm` bytes from `R[b]` to `R[a]` (record assignment; the ranges may be the same).
    Copy,
    /// Zeroes `imm` bytes at `R[a]`.
    Zero,
    /// `R[a] = frame address + imm`.
    FrameAddr,
    /// `R[a]` = the thread pointer plus `imm`.
    ThreadAddr,
    /// Marks what has no value yet in this activation's frame, and what lies between its objects, as `frames[imm]` says.
    Enter,
    /// Takes all marks from this activation's part of the stack.
    Leave,
    /// The `c` bytes at `R[b] + imm` count as written.
    Settle,
    /// Suspicious if `R[a]` is not the index of one of `imm` elements.
    Index,
    /// Suspicious if `R[a] == 0`: the variable that it stands for has no value yet.
    Assigned,
    /// Moves the stack pointer down by `R[b]` bytes, rounded up to 16; `R[a]` = the new stack pointer.
    Alloca,
    /// `R[a] = R[b] + R[c]` as `double`.
    FAdd,
    /// `double`.
    FSub,
    /// `double`.
    FMul,
    /// `double`.
    FDiv,
    /// `double`.
    FNeg,
    /// `R[a] = R[b] == R[c]` as `double`.
    FEq,
    /// `double`.
    FNe,
    /// `double`.
    FLt,
    /// `double`.
    FLe,
    /// `float` arithmetic.
    SAdd,
    /// `float`.
    SSub,
    /// `float`.
    SMul,
    /// `float`.
    SDiv,
    /// `float`.
    SNeg,
    /// `float` comparison.
    SEq,
    /// `float`.
    SNe,
    /// `float`.
    SLt,
    /// `float`.
    SLe,
    /// `double` from a signed 64-bit integer (right for `int` too).
    FFromI,
    /// `double` from an unsigned 64-bit integer.
    FFromU,
    /// `float` from a signed 64-bit integer.
    SFromI,
    /// `float` from an unsigned 64-bit integer.
    SFromU,
    /// Signed 64-bit integer from `double`, as `cvttsd2si` does: out of range gives the most negative number.
    IFromF,
    /// Signed 32-bit integer from `double`, as `cvttsd2si` does.
    WFromF,
    /// Unsigned 64-bit integer from `double`, as GCC does.
    UFromF,
    /// `float` from `double`.
    SFromF,
    /// `double` from `float`.
    FFromS,
    /// Calls function `imm` (index into the program's functions) with the window moved up by `a`.
    Call,
    /// Calls the function at code address `R[b]` with the window moved up by `a`.
    CallReg,
    /// Returns `R[a]`.
    Ret,
    /// Intrinsic number `imm` with arguments in `R[a]`, `R[a+1]`, …; the result goes to `R[a]`.
    Intrinsic,
    /// System call: number in `R[a]`, arguments in `R[a+1]` … `R[a+6]`; the raw result goes to `R[a]`.
    Syscall,
}

/// An instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Insn {
    /// What to do.
    pub op: Op,
    /// Usually the destination.
    pub a: u8,
    /// Usually the left operand.
    pub b: u8,
    /// Usually the right operand.
    pub c: u8,
    /// Immediate.
    pub imm: i32,
}

impl Insn {
    /// The 16-bit number in `b` and `c`.
    #[must_use]
    pub const fn bc(self) -> i16 {
        i16::from_le_bytes([self.b, self.c])
    }

    /// How it lies in the process's code pages.
    #[must_use]
    pub const fn encode(self) -> [u8; 8] {
        let imm = self.imm.to_le_bytes();
        [self.op as u8, self.a, self.b, self.c, imm[0], imm[1], imm[2], imm[3]]
    }
}
