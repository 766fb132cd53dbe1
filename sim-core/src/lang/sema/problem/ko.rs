//! The messages in Korean: what is wrong, then what to do about it.

use super::super::convert::{PointerTrouble, Purpose};
use super::Problem::{self, *};

/// What is wrong.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Undeclared { name, .. } => format!("'{name}'이(가) 선언되지 않았습니다"),
        ImplicitFunction { name, .. } => format!("함수 '{name}'을(를) 선언 없이 호출했습니다"),
        UnknownType { name } => format!("'{name}'은(는) 자료형 이름이 아닙니다"),
        TypeAsValue { name } => format!("'{name}'은(는) 자료형인데 여기에는 값이 필요합니다"),
        Redefinition { name, first } => format!("'{name}'이(가) 두 번 정의되었습니다 (처음: {first})"),
        ConflictingTypes { name, ty, earlier, first } => {
            format!("'{name}'의 형이 여기서는 '{ty}'인데 {first}에서는 '{earlier}'입니다")
        }
        ConflictsWithImplicit { name, ty, first } => {
            format!("'{name}'의 형은 '{ty}'인데 {first}의 호출에서는 'int ()'로 여겨졌습니다")
        }
        ConflictsWithImplicitVoid { name, first } => format!("'{name}'이(가) 첫 호출({first})보다 뒤에 선언되었습니다"),
        ConflictingLinkage { name, first } => format!("'{name}'이(가) 여기서는 static인데 {first}에서는 아니었습니다"),
        OtherKindOfTag { tag } => format!("태그 '{tag}'은(는) 다른 종류의 형에 쓰이고 있습니다"),
        RedefinedTag { tag } => format!("형 '{tag}'이(가) 두 번 정의되었습니다"),
        ImplicitInt => "형이 없어서 'int'로 간주합니다".to_owned(),
        VoidVariable { name: Some(name) } => format!("변수 '{name}'의 형이 'void'입니다"),
        VoidVariable { name: None } => "매개변수의 형이 'void'입니다".to_owned(),
        IncompleteVariable { name, ty } => format!("형이 '{ty}'인 '{name}'의 크기를 알 수 없습니다"),
        IncompleteType { ty } => format!("형 '{ty}'은(는) 여기서 아직 완전하지 않습니다"),
        IncompleteMember { ty } => format!("멤버의 형으로 '{ty}'을(를) 쓸 수 없습니다"),
        DuplicateMember { name } => format!("멤버 '{name}'이(가) 이미 있습니다"),
        BitFieldType { ty } => format!("비트 필드의 형으로 '{ty}'을(를) 쓸 수 없습니다"),
        BitFieldWidth { most } => format!("비트 필드의 너비는 0부터 {most}까지의 상수여야 합니다"),
        DeclaresNothing => "아무것도 선언하지 않습니다".to_owned(),
        ArrayOfIncomplete { ty } => format!("배열의 원소 형으로 '{ty}'을(를) 쓸 수 없습니다"),
        ArrayLengthNotInteger { ty } => format!("배열의 길이가 정수가 아니라 '{ty}'입니다"),
        ArrayLengthNegative { len } => format!("배열의 길이가 음수입니다 ({len})"),
        ArrayLengthNotConstant => "이 배열의 길이는 상수여야 합니다".to_owned(),
        TooLarge => "2 GiB보다 큽니다".to_owned(),
        BadAlignment => "정렬 값은 4096 이하의 2의 거듭제곱이어야 합니다".to_owned(),
        BadResultType { ty } => format!("함수는 '{ty}'을(를) 반환할 수 없습니다"),
        NotAFunctionDefinition => "본문이 있지만 함수가 아닙니다".to_owned(),
        ParameterWithoutName => "매개변수에 이름이 없습니다".to_owned(),
        NotAParameter { name } => format!("'{name}'은(는) 이 함수의 매개변수가 아닙니다"),
        CannotInitialise { name } => format!("'{name}'은(는) 변수가 아니어서 초기화할 수 없습니다"),
        ExternInitialised { name } => format!("'{name}'은(는) 'extern'이라 여기서 초기화할 수 없습니다"),
        VariableArrayInitialised => "가변 길이 배열은 초기화할 수 없습니다".to_owned(),
        StaticAssertion { message: Some(message) } => format!("정적 단언 실패: {message}"),
        StaticAssertion { message: None } => "정적 단언 실패".to_owned(),
        NotConstant => "정수 상수여야 합니다".to_owned(),
        FlexibleInitialised => "지역 변수의 가변 길이 배열 멤버에는 초깃값을 줄 수 없습니다".to_owned(),
        InitialiserNotConstant => "정적·전역 변수의 초깃값은 상수여야 합니다".to_owned(),
        ExcessInitialisers => "초깃값이 자리보다 많아서 나머지는 무시됩니다".to_owned(),
        StringTooLong { room, len } => format!("문자 {len}개짜리 문자열은 길이 {room}인 배열에 들어가지 않습니다"),
        ArrayNeedsBraces { ty } => format!("'{ty}'은(는) 값 하나로 초기화할 수 없습니다"),
        BadDesignator { ty } => format!("이 지정자는 형 '{ty}'에 맞지 않습니다"),
        DesignatorOutside { index } => format!("인덱스 {index}은(는) 배열의 범위를 벗어납니다"),
        BadLiteralType { ty } => format!("형 '{ty}'의 복합 리터럴은 만들 수 없습니다"),
        UndefinedLabel { name } => format!("레이블 '{name}'이(가) 이 함수 안에 없습니다"),
        CaseOutsideSwitch => "'case'와 'default'는 'switch' 안에 있어야 합니다".to_owned(),
        DuplicateCase { value, first } => format!("case {value}은(는) {first}에 이미 있습니다"),
        DuplicateDefault { first } => format!("이 switch에는 이미 {first}에 'default'가 있습니다"),
        EmptyCaseRange => "case 범위가 비어 있습니다".to_owned(),
        BreakOutside => "'break'가 반복문이나 switch 안에 있지 않습니다".to_owned(),
        LabelOutside => "레이블의 값은 그 레이블이 있는 함수 안에서만 쓸 수 있습니다".to_owned(),
        ContinueOutsideLoop => "'continue'가 반복문 안에 있지 않습니다".to_owned(),
        SwitchNotInteger { ty } => format!("'switch'에는 '{ty}'이(가) 아니라 정수가 필요합니다"),
        ReturnWithoutValue => "값을 반환하는 함수에서 값 없이 'return'했습니다".to_owned(),
        ReturnWithValue => "'void' 함수에서 값을 'return'했습니다".to_owned(),
        NoReturn { name } => format!("'{name}'이(가) 값을 반환하지 않고 끝날 수 있습니다"),
        ReturnsLocalAddress { name } => format!("지역 변수 '{name}'의 주소를 반환합니다"),
        StatementsOutsideFunction => "문장은 함수 안에만 올 수 있습니다".to_owned(),
        AssignToValue => "대입문의 왼쪽이 변수가 아니라 값입니다".to_owned(),
        AssignToArray { ty } => format!("배열 전체에 대입할 수 없습니다 (형 '{ty}')"),
        AssignToConst { name: Some(name) } => format!("'{name}'은(는) 'const'라서 바꿀 수 없습니다"),
        AssignToConst { name: None } => "'const'라서 바꿀 수 없습니다".to_owned(),
        AssignmentAsCondition => "'='는 대입입니다. 대입한 값이 조건으로 쓰입니다".to_owned(),
        AddressOfValue => "'&'에는 변수가 필요합니다. 값에는 주소가 없습니다".to_owned(),
        AddressOfBitField => "비트 필드에는 주소도 크기도 없습니다".to_owned(),
        DerefNonPointer { ty } => format!("'*'에는 '{ty}'이(가) 아니라 포인터가 필요합니다"),
        DerefVoid => "'void *'가 가리키는 것에는 형이 없습니다".to_owned(),
        IndexOfNonPointer { ty } => format!("'[ ]'에는 '{ty}'이(가) 아니라 배열이나 포인터가 필요합니다"),
        IndexNotInteger { ty } => format!("인덱스는 '{ty}'이(가) 아니라 정수여야 합니다"),
        DotOnNonRecord { ty, .. } => format!("'.'에는 '{ty}'이(가) 아니라 구조체나 공용체가 필요합니다"),
        ArrowOnNonPointer { ty, .. } => format!("'->'에는 '{ty}'이(가) 아니라 구조체나 공용체의 포인터가 필요합니다"),
        NoMember { name, ty, .. } => format!("'{ty}'에는 멤버 '{name}'이(가) 없습니다"),
        BadOperand { op, ty } => format!("'{op}'을(를) '{ty}'에 쓸 수 없습니다"),
        BadOperands { op, left, right } => format!("'{op}'을(를) '{left}'와(과) '{right}'에 쓸 수 없습니다"),
        NotScalar { ty } => format!("여기에는 '{ty}'이(가) 아니라 수나 포인터가 필요합니다"),
        VoidValue => "값이 없습니다 (형이 'void')".to_owned(),
        BadCast { from, to } => format!("'{from}'을(를) '{to}'(으)로 변환할 수 없습니다"),
        DivisionByZero => "0으로 나눕니다".to_owned(),
        PointerComparison { left, right } => format!("'{left}'와(과) '{right}'을(를) 비교합니다"),
        BranchMismatch { left, right } => format!("'?:'의 두 결과의 형이 '{left}'와(과) '{right}'입니다"),
        NoGenericArm { ty } => format!("'_Generic'에 형 '{ty}'의 경우가 없습니다"),
        Incompatible { from, to, purpose } => {
            format!("{}'{from}'을(를) '{to}'(으)로 바꿀 수 없습니다", place(purpose))
        }
        Pointers { from, to, purpose, trouble } => pointers(from, to, purpose, *trouble),
        CallOfNonFunction { ty } => format!("함수가 아닌 것을 호출했습니다 (형 '{ty}')"),
        ArgumentCount { name, wanted, is_variadic, given } => {
            let least = if *is_variadic { "최소 " } else { "" };
            let name = if name.is_empty() { "이 함수" } else { name };
            format!("'{name}'의 인수는 {least}{wanted}개여야 하는데 {given}개입니다")
        }
        VaStartOutsideVariadic => "'...'이 없는 함수에서 'va_start'를 썼습니다".to_owned(),
        NotVaList { ty } => format!("여기에는 '{ty}'이(가) 아니라 'va_list'가 필요합니다"),
        VaArgPromoted { ty, promoted } => format!("형이 '{ty}'인 인수는 '{promoted}'(으)로 전달됩니다"),
        NotAtomic { ty } => format!("원자 연산에는 '{ty}'이(가) 아니라 정수나 포인터를 가리키는 포인터가 필요합니다"),
        FormatUnknown { conversion } => format!("'{conversion}' 변환은 없습니다"),
        FormatTooFew { wanted, given } => format!("형식 문자열에는 인수가 {wanted}개 필요한데 {given}개입니다"),
        FormatTooMany { wanted } => format!("형식 문자열은 인수를 {wanted}개만 씁니다. 이 인수는 무시됩니다"),
        FormatArgument { conversion, wanted, found, .. } => {
            format!("'{conversion}'에는 '{wanted}'이(가) 필요한데 인수는 '{found}'입니다")
        }
        FormatNeedsAddress { conversion } => format!("'{conversion}'은(는) 포인터를 통해 저장하는데 이것은 값입니다"),
        FormatWaits => "형식 끝의 공백은 공백이 아닌 다음 입력이 올 때까지 기다립니다".to_owned(),
        SizeofPointer { name } => format!("'sizeof({name})'은(는) 가리키는 것이 아니라 포인터의 크기(8)입니다"),
        CharEof => "'char'에는 모든 문자와 'EOF'를 함께 담을 수 없습니다".to_owned(),
        CopyTooLong { room, len } => {
            format!("문자 {len}개와 끝의 '\\0'은 길이 {room}인 배열에 들어가지 않습니다")
        }
        NoRoomForEnd { room } => format!("길이 {room}인 배열에 끝의 '\\0' 자리가 없어서 문자열이 아닙니다"),
        IndexOutside { index, len } => format!("인덱스 {index}은(는) 원소 {len}개짜리 배열의 범위를 벗어납니다"),
        Unassigned { name } => format!("'{name}'에 값을 넣기 전에 여기서 읽습니다"),
        Unsupported { what } => format!("아직 지원하지 않습니다: {what}"),
    }
}

fn place(purpose: &Purpose) -> String {
    match purpose {
        Purpose::Assign => String::new(),
        Purpose::Initialise => "초기화에서 ".to_owned(),
        Purpose::Argument { function, number } if function.is_empty() => format!("{number}번째 인수에서 "),
        Purpose::Argument { function, number } => format!("'{function}'의 {number}번째 인수에서 "),
        Purpose::Return => "'return'에서 ".to_owned(),
    }
}

fn pointers(from: &str, to: &str, purpose: &Purpose, trouble: PointerTrouble) -> String {
    let place = place(purpose);
    match trouble {
        PointerTrouble::FromInteger => format!("{place}정수 '{from}'을(를) 형 변환 없이 포인터 '{to}'(으)로 씁니다"),
        PointerTrouble::ToInteger => format!("{place}포인터 '{from}'을(를) 형 변환 없이 정수 '{to}'(으)로 씁니다"),
        PointerTrouble::Incompatible => {
            format!("{place}포인터 '{from}'을(를) 다른 형을 가리키는 '{to}'(으)로 씁니다")
        }
        PointerTrouble::DiscardsConst => format!("{place}'{from}'을(를) '{to}'(으)로 쓰면서 'const'가 사라집니다"),
    }
}

/// What to do about it.
pub(super) fn help(problem: &Problem) -> Option<String> {
    let text = match problem {
        Undeclared { header: Some(header), .. } | ImplicitFunction { header: Some(header), .. } => {
            return Some(format!("맨 위에 '#include <{header}>'를 추가하세요"));
        }
        Undeclared { suggestion: Some(name), .. }
        | ImplicitFunction { suggestion: Some(name), .. }
        | NoMember { suggestion: Some(name), .. } => return Some(format!("'{name}'을(를) 쓰려고 했나요?")),
        Undeclared { .. } => "처음 쓰기 전에 선언하고, 철자와 블록을 확인하세요",
        ImplicitFunction { .. } => "첫 호출 앞에 함수 원형을 쓰거나 알맞은 헤더를 포함하세요",
        UnknownType { .. } => "형을 정의하는 헤더를 포함하거나, 쓰기 전에 typedef를 쓰세요",
        ConflictsWithImplicit { .. } | ConflictsWithImplicitVoid { .. } => "첫 호출 앞에 함수를 선언하세요",
        ConflictingTypes { .. } => "두 선언을 같게 하세요",
        Redefinition { .. } | RedefinedTag { .. } => "둘 중 하나의 이름을 바꾸거나 지우세요",
        IncompleteType { .. } | IncompleteVariable { .. } => "먼저 구조체의 멤버를 정의하거나 배열의 길이를 쓰세요",
        VoidVariable { .. } => "'void'는 값이 없다는 뜻입니다. 'void *'를 쓰려고 했나요?",
        AssignmentAsCondition => "비교하려면 '=='를, 정말 대입하려면 괄호를 두 번 쓰세요",
        AssignToArray { .. } => "원소를 하나씩 복사하거나 strcpy/memcpy를 쓰세요",
        AssignToConst { .. } => "바꾸어야 한다면 선언에서 'const'를 지우세요",
        AssignToValue => "왼쪽에는 변수, 배열 원소, 멤버, '*포인터'가 와야 합니다",
        DotOnNonRecord { is_pointer: true, .. } => "포인터이므로 '->'를 쓰세요",
        ArrowOnNonPointer { is_record: true, .. } => "포인터가 아니므로 '.'을 쓰세요",
        DerefVoid => "먼저 원하는 포인터 형으로 형 변환하세요",
        VoidValue => "'void'를 반환하는 함수는 값으로 쓸 수 없습니다",
        NoReturn { .. } => "끝에 값을 반환하는 'return'을 추가하세요",
        ReturnsLocalAddress { .. } => "함수가 끝나면 변수가 사라집니다. malloc이나 'static'을 쓰세요",
        FormatNeedsAddress { .. } => "변수 앞에 '&'를 쓰세요",
        FormatArgument { .. } => "변환 지정과 인수가 맞도록 둘 중 하나를 고치세요",
        FormatTooFew { .. } => "변환마다 인수를 하나씩 주세요",
        DivisionByZero => "여기에 이르면 프로그램이 SIGFPE로 죽습니다",
        FlexibleInitialised => "malloc으로 할당하거나 변수를 'static'으로 만드세요",
        InitialiserNotConstant => "함수 안에서 대입하세요",
        ArgumentCount { .. } => "호출을 함수의 선언과 비교해 보세요",
        StringTooLong { .. } => "배열을 더 크게 하세요. 문자열에는 끝의 '\\0' 자리도 필요합니다",
        Pointers { trouble: PointerTrouble::FromInteger, .. } => "'&'를 빠뜨렸나요?",
        Pointers { trouble: PointerTrouble::ToInteger, .. } => "'*'나 '[ ]'를 빠뜨렸나요?",
        Pointers { trouble: PointerTrouble::Incompatible, .. } => {
            "알맞은 형의 포인터를 쓰거나, 의도한 것이면 형 변환하세요"
        }
        FormatWaits => "형식 끝의 공백이나 '\\n'을 지우세요",
        SizeofPointer { .. } => "배열이나 구조체의 크기를 쓰세요",
        CharEof => "변수를 'int'로 선언하세요",
        CopyTooLong { .. } | NoRoomForEnd { .. } => "배열을 글자 수보다 하나 이상 더 크게 하세요",
        IndexOutside { .. } => "인덱스는 0부터 길이 - 1까지입니다",
        Unassigned { .. } => "선언할 때 값을 넣으세요",
        _ => return None,
    };
    Some(text.to_owned())
}
