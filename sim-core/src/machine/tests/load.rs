use super::{program, stop};
use crate::machine::load::{Image, initial_stack};
use crate::machine::program::STACK_TOP;
use crate::machine::segment::{Rights, SegmentKind};

#[test]
fn an_image_lists_what_execve_maps() {
    let mut program = program(&[&[stop()]]);
    program.data = vec![7; 100];
    program.bss = 5000;
    program.heap_start = 0x5000;
    let image = Image::new(&program);
    let list: Vec<_> = image.segments.iter().map(|s| (s.range(), s.rights, s.kind)).collect();
    assert_eq!(
        list,
        [
            (0x1000..0x2000, Rights::READ_EXECUTE, SegmentKind::Code),
            (0x3000..0x4000, Rights::READ_WRITE, SegmentKind::Data),
            (0x4000..0x5000, Rights::READ_WRITE, SegmentKind::Bss),
        ]
    );
}

#[test]
fn the_first_stack_holds_arguments_and_environment() {
    let stack = initial_stack(&["prog".to_owned(), "a b".to_owned()], &["HOME=/".to_owned()]);
    assert_eq!(stack.sp % 16, 0);
    assert_eq!(stack.sp + stack.bytes.len() as u64, STACK_TOP);
    let word = |addr: u64| {
        let offset = (addr - stack.sp) as usize;
        u64::from_le_bytes(std::array::from_fn(|index| stack.bytes[offset + index]))
    };
    let text = |addr: u64| {
        let bytes = &stack.bytes[(addr - stack.sp) as usize..];
        String::from_utf8_lossy(bytes.split(|&byte| byte == 0).next().unwrap_or_default()).into_owned()
    };
    assert_eq!((word(stack.sp), stack.argc), (2, 2));
    assert_eq!(text(word(stack.argv)), "prog");
    assert_eq!(text(word(stack.argv + 8)), "a b");
    assert_eq!(word(stack.argv + 16), 0);
    assert_eq!(stack.envp, stack.argv + 24);
    assert_eq!(text(word(stack.envp)), "HOME=/");
    assert_eq!(word(stack.envp + 8), 0);
}
