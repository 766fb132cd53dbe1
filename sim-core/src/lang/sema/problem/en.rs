//! The messages in English: what is wrong, then what to do about it.

use super::super::convert::{PointerTrouble, Purpose};
use super::Problem::{self, *};

/// What is wrong.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Undeclared { name, .. } => format!("'{name}' is not declared"),
        ImplicitFunction { name, .. } => format!("function '{name}' is called but not declared"),
        UnknownType { name } => format!("'{name}' is not the name of a type"),
        TypeAsValue { name } => format!("'{name}' is a type, but a value is needed here"),
        Redefinition { name, first } => format!("'{name}' is defined a second time (first at {first})"),
        ConflictingTypes { name, ty, earlier, first } => {
            format!("'{name}' has type '{ty}' here but '{earlier}' at {first}")
        }
        ConflictsWithImplicit { name, ty, first } => {
            format!("'{name}' has type '{ty}', but its call at {first} took it for 'int ()'")
        }
        ConflictsWithImplicitVoid { name, first } => format!("'{name}' is declared after its first call at {first}"),
        ConflictingLinkage { name, first } => format!("'{name}' is static here but was not at {first}"),
        OtherKindOfTag { tag } => format!("'{tag}' is the tag of another kind of type"),
        RedefinedTag { tag } => format!("type '{tag}' is defined a second time"),
        ImplicitInt => "no type is given; 'int' is assumed".to_owned(),
        VoidVariable { name: Some(name) } => format!("variable '{name}' has type 'void'"),
        VoidVariable { name: None } => "a parameter has type 'void'".to_owned(),
        IncompleteVariable { name, ty } => format!("the size of '{name}' of type '{ty}' is not known"),
        IncompleteType { ty } => format!("type '{ty}' is not complete here"),
        IncompleteMember { ty } => format!("a member cannot have the type '{ty}'"),
        DuplicateMember { name } => format!("there already is a member '{name}'"),
        BitFieldType { ty } => format!("a bit-field cannot have type '{ty}'"),
        BitFieldWidth { most } => format!("the width of this bit-field is not a constant from 0 to {most}"),
        DeclaresNothing => "this declares nothing".to_owned(),
        ArrayOfIncomplete { ty } => format!("an array cannot have elements of type '{ty}'"),
        ArrayLengthNotInteger { ty } => format!("the length of the array has type '{ty}', not an integer type"),
        ArrayLengthNegative { len } => format!("the length of the array is negative ({len})"),
        ArrayLengthNotConstant => "the length of this array must be a constant".to_owned(),
        TooLarge => "this is larger than 2 GiB".to_owned(),
        BadAlignment => "an alignment must be a power of two up to 4096".to_owned(),
        BadResultType { ty } => format!("a function cannot return '{ty}'"),
        NotAFunctionDefinition => "this has a body but is not a function".to_owned(),
        ParameterWithoutName => "a parameter has no name".to_owned(),
        NotAParameter { name } => format!("'{name}' is not a parameter of this function"),
        CannotInitialise { name } => format!("'{name}' is not a variable and cannot be initialised"),
        ExternInitialised { name } => format!("'{name}' is 'extern' and cannot be initialised here"),
        VariableArrayInitialised => "an array of variable length cannot be initialised".to_owned(),
        StaticAssertion { message: Some(message) } => format!("static assertion failed: {message}"),
        StaticAssertion { message: None } => "static assertion failed".to_owned(),
        NotConstant => "this must be an integer constant".to_owned(),
        FlexibleInitialised => "a flexible array member of a local variable cannot have initial values".to_owned(),
        InitialiserNotConstant => "the initial value of a static or global variable must be a constant".to_owned(),
        ExcessInitialisers => "there are more values than there is room for; the rest is ignored".to_owned(),
        StringTooLong { room, len } => format!("a string of {len} characters does not fit into an array of {room}"),
        ArrayNeedsBraces { ty } => format!("'{ty}' cannot be initialised with a single value"),
        BadDesignator { ty } => format!("this designator does not suit the type '{ty}'"),
        DesignatorOutside { index } => format!("index {index} lies outside the array"),
        BadLiteralType { ty } => format!("there is no literal of type '{ty}'"),
        UndefinedLabel { name } => format!("label '{name}' is used but stands nowhere in this function"),
        CaseOutsideSwitch => "'case' and 'default' belong inside a 'switch'".to_owned(),
        DuplicateCase { value, first } => format!("case {value} is already handled at {first}"),
        DuplicateDefault { first } => format!("this switch already has a 'default' at {first}"),
        EmptyCaseRange => "this case range is empty".to_owned(),
        BreakOutside => "'break' stands neither in a loop nor in a switch".to_owned(),
        LabelOutside => "a label's value can be taken only in the function that has it".to_owned(),
        ContinueOutsideLoop => "'continue' does not stand in a loop".to_owned(),
        SwitchNotInteger { ty } => format!("'switch' needs an integer, not '{ty}'"),
        ReturnWithoutValue => "'return' without a value in a function that returns one".to_owned(),
        ReturnWithValue => "'return' with a value in a function that returns 'void'".to_owned(),
        NoReturn { name } => format!("'{name}' can end without returning a value"),
        ReturnsLocalAddress { name } => format!("returns the address of the local variable '{name}'"),
        StatementsOutsideFunction => "statements can only stand inside a function".to_owned(),
        AssignToValue => "the left side of this assignment is a value, not a variable".to_owned(),
        AssignToArray { ty } => format!("an array cannot be assigned to as a whole (type '{ty}')"),
        AssignToConst { name: Some(name) } => format!("'{name}' is 'const' and cannot be changed"),
        AssignToConst { name: None } => "this is 'const' and cannot be changed".to_owned(),
        AssignmentAsCondition => "'=' assigns; the assigned value is used as the condition".to_owned(),
        AddressOfValue => "'&' needs a variable; a value has no address".to_owned(),
        AddressOfBitField => "a bit-field has no address and no size".to_owned(),
        DerefNonPointer { ty } => format!("'*' needs a pointer, not '{ty}'"),
        DerefVoid => "what a 'void *' points to has no type".to_owned(),
        IndexOfNonPointer { ty } => format!("'[ ]' needs an array or a pointer, not '{ty}'"),
        IndexNotInteger { ty } => format!("an index must be an integer, not '{ty}'"),
        DotOnNonRecord { ty, .. } => format!("'.' needs a struct or union, not '{ty}'"),
        ArrowOnNonPointer { ty, .. } => format!("'->' needs a pointer to a struct or union, not '{ty}'"),
        NoMember { name, ty, .. } => format!("'{ty}' has no member '{name}'"),
        BadOperand { op, ty } => format!("'{op}' cannot be applied to '{ty}'"),
        BadOperands { op, left, right } => format!("'{op}' cannot be applied to '{left}' and '{right}'"),
        NotScalar { ty } => format!("a number or a pointer is needed here, not '{ty}'"),
        VoidValue => "this has no value (its type is 'void')".to_owned(),
        BadCast { from, to } => format!("'{from}' cannot be cast to '{to}'"),
        DivisionByZero => "division by zero".to_owned(),
        PointerComparison { left, right } => format!("comparison of '{left}' with '{right}'"),
        BranchMismatch { left, right } => format!("the two results of '?:' have types '{left}' and '{right}'"),
        NoGenericArm { ty } => format!("no case of '_Generic' is for type '{ty}'"),
        Incompatible { from, to, purpose } => format!("'{from}' cannot be converted to '{to}'{}", place(purpose)),
        Pointers { from, to, purpose, trouble } => pointers(from, to, purpose, *trouble),
        CallOfNonFunction { ty } => format!("this is called, but it is not a function (its type is '{ty}')"),
        ArgumentCount { name, wanted, is_variadic, given } => {
            let least = if *is_variadic { "at least " } else { "" };
            let name = if name.is_empty() { "this function" } else { name };
            format!("'{name}' takes {least}{wanted} argument(s), but {given} given")
        }
        VaStartOutsideVariadic => "'va_start' outside a function with '...'".to_owned(),
        NotVaList { ty } => format!("a 'va_list' is needed here, not '{ty}'"),
        VaArgPromoted { ty, promoted } => format!("an argument of type '{ty}' arrives as '{promoted}'"),
        NotAtomic { ty } => format!("an atomic operation needs a pointer to an integer or pointer, not '{ty}'"),
        FormatUnknown { conversion } => format!("the format has no conversion '{conversion}'"),
        FormatTooFew { wanted, given } => format!("the format needs {wanted} argument(s), but {given} given"),
        FormatTooMany { wanted } => format!("the format uses only {wanted} argument(s); this one is ignored"),
        FormatArgument { conversion, wanted, found, .. } => {
            format!("'{conversion}' needs '{wanted}', but the argument is '{found}'")
        }
        FormatNeedsAddress { conversion } => format!("'{conversion}' stores through a pointer, but this is a value"),
        FormatWaits => "blanks at the end of the format wait for the next input that is no blank".to_owned(),
        SizeofPointer { name } => format!("'sizeof({name})' is the size of a pointer (8), not of what it points to"),
        CharEof => "a 'char' cannot hold 'EOF' beside all characters".to_owned(),
        CopyTooLong { room, len } => {
            format!("{len} characters and the final '\\0' do not fit into an array of {room}")
        }
        NoRoomForEnd { room } => format!("the array of {room} has no room for the final '\\0': it is no string"),
        IndexOutside { index, len } => format!("index {index} lies outside the array of {len} elements"),
        Unassigned { name } => format!("'{name}' is read here before anything is assigned to it"),
        Unsupported { what } => format!("{what} is not supported yet"),
    }
}

fn place(purpose: &Purpose) -> String {
    match purpose {
        Purpose::Assign => String::new(),
        Purpose::Initialise => " in an initialisation".to_owned(),
        Purpose::Argument { function, number } if function.is_empty() => format!(" in argument {number}"),
        Purpose::Argument { function, number } => format!(" in argument {number} of '{function}'"),
        Purpose::Return => " in 'return'".to_owned(),
    }
}

fn pointers(from: &str, to: &str, purpose: &Purpose, trouble: PointerTrouble) -> String {
    let place = place(purpose);
    match trouble {
        PointerTrouble::FromInteger => format!("makes pointer '{to}' from integer '{from}' without a cast{place}"),
        PointerTrouble::ToInteger => format!("makes integer '{to}' from pointer '{from}' without a cast{place}"),
        PointerTrouble::Incompatible => {
            format!("pointer '{from}' is used as '{to}', which points to another type{place}")
        }
        PointerTrouble::DiscardsConst => format!("using '{from}' as '{to}' forgets 'const'{place}"),
    }
}

/// What to do about it.
pub(super) fn help(problem: &Problem) -> Option<String> {
    let text = match problem {
        Undeclared { header: Some(header), .. } | ImplicitFunction { header: Some(header), .. } => {
            return Some(format!("add '#include <{header}>' at the top"));
        }
        Undeclared { suggestion: Some(name), .. }
        | ImplicitFunction { suggestion: Some(name), .. }
        | NoMember { suggestion: Some(name), .. } => return Some(format!("did you mean '{name}'?")),
        Undeclared { .. } => "declare it before its first use, and check its spelling and its block",
        ImplicitFunction { .. } => "write a prototype before the first call, or include the header that has it",
        UnknownType { .. } => "include the header that defines it, or write the typedef before its use",
        ConflictsWithImplicit { .. } | ConflictsWithImplicitVoid { .. } => "declare the function before its first call",
        ConflictingTypes { .. } => "make both declarations the same",
        Redefinition { .. } | RedefinedTag { .. } => "rename or remove one of the two",
        IncompleteType { .. } | IncompleteVariable { .. } => {
            "define the struct with its members before this, or give the array a length"
        }
        VoidVariable { .. } => "'void' means no value; did you mean 'void *'?",
        AssignmentAsCondition => "write '==' to compare, or double the parentheses if the assignment is meant",
        AssignToArray { .. } => "copy the elements, or use strcpy/memcpy",
        AssignToConst { .. } => "remove 'const' from its declaration if it should change",
        AssignToValue => "the left side must name a variable, an array element, a member or '*pointer'",
        DotOnNonRecord { is_pointer: true, .. } => "it is a pointer: use '->'",
        ArrowOnNonPointer { is_record: true, .. } => "it is not a pointer: use '.'",
        DerefVoid => "cast it to the pointer type you mean first",
        VoidValue => "a function that returns 'void' cannot be used as a value",
        NoReturn { .. } => "add a 'return' with a value at the end",
        ReturnsLocalAddress { .. } => "the variable is gone after the return; use malloc or 'static'",
        FormatNeedsAddress { .. } => "write '&' before the variable",
        FormatArgument { .. } => "change the conversion or the argument so that they agree",
        FormatTooFew { .. } => "give one argument for each conversion",
        DivisionByZero => "the program is killed by SIGFPE when it gets here",
        FlexibleInitialised => "allocate it with malloc, or make the variable 'static'",
        InitialiserNotConstant => "assign the value inside a function instead",
        ArgumentCount { .. } => "compare the call with the function's declaration",
        StringTooLong { .. } => "make the array larger: a string needs its characters and a final '\\0'",
        Pointers { trouble: PointerTrouble::FromInteger, .. } => "did you forget '&'?",
        Pointers { trouble: PointerTrouble::ToInteger, .. } => "did you forget '*' or '[ ]'?",
        Pointers { trouble: PointerTrouble::Incompatible, .. } => {
            "use a pointer of the right type, or cast if it is meant"
        }
        FormatWaits => "remove the blank or '\\n' at the end of the format",
        SizeofPointer { .. } => "pass the size of the array or of the struct instead",
        CharEof => "declare the variable as 'int'",
        CopyTooLong { .. } | NoRoomForEnd { .. } => "make the array one larger than the text, or more",
        IndexOutside { .. } => "indices go from 0 to the length minus 1",
        Unassigned { .. } => "give it a value where it is declared",
        _ => return None,
    };
    Some(text.to_owned())
}
