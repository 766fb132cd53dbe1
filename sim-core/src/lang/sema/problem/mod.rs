//! What can be wrong with names and types. The words are in `en` and `ko`; severities are GCC 12's.

mod en;
mod ko;

use crate::lang::diag::{Locale, Problem as Diagnosed, Severity};

use super::convert::{PointerTrouble, Purpose};

macro_rules! problems {
    ($($code:literal $severity:ident $(#[doc = $doc:literal])+ $name:ident $({ $($field:ident: $ty:ty),* })?;)*) => {
        /// A mistake, or something worth a warning.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) enum Problem {
            $($(#[doc = $doc])+ $name $({ $($field: $ty),* })?,)*
        }

        impl Problem {
            const fn facts(&self) -> (u16, Severity) {
                match self {
                    $(Self::$name { .. } => ($code, Severity::$severity),)*
                }
            }
        }
    };
}

problems! {
    300 Error /// A name that no visible declaration has.
        Undeclared { name: String, suggestion: Option<String>, header: Option<&'static str> };
    301 Warning /// A call of a function that is not declared.
        ImplicitFunction { name: String, suggestion: Option<String>, header: Option<&'static str> };
    302 Error /// A typedef name that nobody declared.
        UnknownType { name: String };
    303 Error /// A type's name where a value should be.
        TypeAsValue { name: String };
    304 Error /// A second definition.
        Redefinition { name: String, first: String };
    305 Error /// Two declarations that do not agree.
        ConflictingTypes { name: String, ty: String, earlier: String, first: String };
    306 Error /// A function declared after it was called undeclared, with another type.
        ConflictsWithImplicit { name: String, ty: String, first: String };
    307 Warning /// A `void` function declared after it was called undeclared.
        ConflictsWithImplicitVoid { name: String, first: String };
    308 Error /// `static` after a declaration without.
        ConflictingLinkage { name: String, first: String };
    309 Error /// A tag used for two kinds of type.
        OtherKindOfTag { tag: String };
    310 Error /// A tag defined twice.
        RedefinedTag { tag: String };
    311 Warning /// A declaration without a type.
        ImplicitInt;
    312 Error /// A variable of type `void`.
        VoidVariable { name: Option<String> };
    313 Error /// A variable of an incomplete type.
        IncompleteVariable { name: String, ty: String };
    314 Error /// Use of an incomplete type.
        IncompleteType { ty: String };
    315 Error /// A member of an incomplete type.
        IncompleteMember { ty: String };
    316 Error /// Two members of one name.
        DuplicateMember { name: String };
    317 Error /// A bit-field of a type that is no integer.
        BitFieldType { ty: String };
    318 Error /// A bit-field of an impossible width.
        BitFieldWidth { most: i64 };
    319 Warning /// A declaration that declares nothing.
        DeclaresNothing;
    320 Error /// An array of what has no size.
        ArrayOfIncomplete { ty: String };
    321 Error /// An array length that is no integer.
        ArrayLengthNotInteger { ty: String };
    322 Error /// A negative array length.
        ArrayLengthNegative { len: i64 };
    323 Error /// An array length unknown before the program runs, where it must be known.
        ArrayLengthNotConstant;
    324 Error /// An object beyond all bounds.
        TooLarge;
    325 Error /// An alignment that is no small power of two.
        BadAlignment;
    326 Error /// A function that returns an array or a function.
        BadResultType { ty: String };
    327 Error /// A body behind what is no function.
        NotAFunctionDefinition;
    328 Error /// A parameter of a definition without a name.
        ParameterWithoutName;
    329 Error /// An old style declaration of what is no parameter.
        NotAParameter { name: String };
    330 Error /// An initialiser for a function or a typedef.
        CannotInitialise { name: String };
    331 Error /// `extern` with an initialiser in a block.
        ExternInitialised { name: String };
    332 Error /// A variable-length array with an initialiser.
        VariableArrayInitialised;
    333 Error /// A static assertion that does not hold.
        StaticAssertion { message: Option<String> };
    340 Error /// Something that must be an integer constant.
        NotConstant;
    341 Error /// A static initialiser that is not constant.
        InitialiserNotConstant;
    342 Warning /// More values than there is room for.
        ExcessInitialisers;
    343 Warning /// A string that does not fit its array.
        StringTooLong { room: u64, len: u64 };
    344 Error /// An array initialised with a single value.
        ArrayNeedsBraces { ty: String };
    345 Error /// A designator that does not suit the type.
        BadDesignator { ty: String };
    346 Error /// A designator beyond the array.
        DesignatorOutside { index: i64 };
    347 Error /// A compound literal of a type that can have none.
        BadLiteralType { ty: String };
    348 Error /// A local's flexible array member with values.
        FlexibleInitialised;
    360 Error /// A label that is jumped to but stands nowhere.
        UndefinedLabel { name: String };
    361 Error /// `case` or `default` outside a `switch`.
        CaseOutsideSwitch;
    362 Error /// Two cases for one value.
        DuplicateCase { value: i64, first: String };
    363 Error /// Two `default`.
        DuplicateDefault { first: String };
    364 Warning /// A case range from high to low.
        EmptyCaseRange;
    365 Error /// `break` with nothing to leave.
        BreakOutside;
    366 Error /// `continue` outside a loop.
        ContinueOutsideLoop;
    367 Error /// `switch` over what is no integer.
        SwitchNotInteger { ty: String };
    368 Warning /// `return;` where a value is due.
        ReturnWithoutValue;
    369 Warning /// `return value;` in a `void` function.
        ReturnWithValue;
    370 Warning /// The end of a function that should have returned a value.
        NoReturn { name: String };
    371 Warning /// A local's address as the result.
        ReturnsLocalAddress { name: String };
    372 Error /// `({ … })` at file scope.
        StatementsOutsideFunction;
    373 Error /// `&&label` outside of a function.
        LabelOutside;
    400 Error /// Assignment to what is no object.
        AssignToValue;
    401 Error /// Assignment to an array.
        AssignToArray { ty: String };
    402 Error /// Assignment to something `const`.
        AssignToConst { name: Option<String> };
    403 Warning /// `=` as a condition.
        AssignmentAsCondition;
    404 Error /// `&` of a value.
        AddressOfValue;
    405 Error /// `&` or `sizeof` of a bit-field.
        AddressOfBitField;
    406 Error /// `*` of what is no pointer.
        DerefNonPointer { ty: String };
    407 Warning /// `*` of a `void *`.
        DerefVoid;
    408 Error /// `[]` on what is no array or pointer.
        IndexOfNonPointer { ty: String };
    409 Error /// An index that is no integer.
        IndexNotInteger { ty: String };
    410 Error /// `.` on what is no record.
        DotOnNonRecord { ty: String, is_pointer: bool };
    411 Error /// `->` on what is no pointer to a record.
        ArrowOnNonPointer { ty: String, is_record: bool };
    412 Error /// A member that the record does not have.
        NoMember { name: String, ty: String, suggestion: Option<String> };
    413 Error /// An operator on a type it does not take.
        BadOperand { op: &'static str, ty: String };
    414 Error /// An operator on two types it does not take.
        BadOperands { op: &'static str, left: String, right: String };
    415 Error /// A number or pointer was needed.
        NotScalar { ty: String };
    416 Error /// The value of something that has none.
        VoidValue;
    417 Error /// A cast that C does not have.
        BadCast { from: String, to: String };
    418 Warning /// A division by 0.
        DivisionByZero;
    419 Warning /// A comparison of pointers that point to different things.
        PointerComparison { left: String, right: String };
    420 Warning /// Branches of `?:` that do not go together.
        BranchMismatch { left: String, right: String };
    421 Error /// No arm of `_Generic` for a type.
        NoGenericArm { ty: String };
    422 Error /// Two types that cannot be converted.
        Incompatible { from: String, to: String, purpose: Purpose };
    423 Warning /// A pointer conversion that compiles, but.
        Pointers { from: String, to: String, purpose: Purpose, trouble: PointerTrouble };
    440 Error /// A call of what is no function.
        CallOfNonFunction { ty: String };
    441 Error /// A wrong number of arguments.
        ArgumentCount { name: String, wanted: usize, is_variadic: bool, given: usize };
    442 Error /// `va_start` where there is nothing to start.
        VaStartOutsideVariadic;
    443 Error /// `va_arg` and others on what is no `va_list`.
        NotVaList { ty: String };
    444 Warning /// `va_arg` with a type that arguments never have.
        VaArgPromoted { ty: String, promoted: String };
    445 Error /// An atomic operation on what cannot be atomic.
        NotAtomic { ty: String };
    460 Warning /// A conversion that `printf` or `scanf` does not have.
        FormatUnknown { conversion: String };
    461 Warning /// Fewer arguments than conversions.
        FormatTooFew { wanted: usize, given: usize };
    462 Warning /// More arguments than conversions.
        FormatTooMany { wanted: usize };
    463 Warning /// An argument of the wrong type.
        FormatArgument { conversion: String, wanted: &'static str, found: String, number: usize };
    464 Warning /// `scanf` without `&`.
        FormatNeedsAddress { conversion: String };
    465 Warning /// White space at the end of a format of `scanf`.
        FormatWaits;
    466 Warning /// The size of a pointer where that of what it points to was meant.
        SizeofPointer { name: String };
    467 Warning /// `EOF` compared with a `char`.
        CharEof;
    468 Warning /// `strcpy` of a literal that is too long.
        CopyTooLong { room: u64, len: u64 };
    469 Warning /// A string that fits its array, but not its NUL.
        NoRoomForEnd { room: u64 };
    470 Warning /// A constant index beyond the array.
        IndexOutside { index: i64, len: u64 };
    471 Warning /// A read of a variable that nothing was assigned to yet.
        Unassigned { name: String };
    599 Unsupported /// Valid C that the lab does not have.
        Unsupported { what: String };
}

impl Diagnosed for Problem {
    fn severity(&self) -> Severity {
        self.facts().1
    }

    fn code(&self) -> u16 {
        self.facts().0
    }

    fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => en::message(self),
            Locale::Ko => ko::message(self),
        }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        match locale {
            Locale::En => en::help(self),
            Locale::Ko => ko::help(self),
        }
    }
}
