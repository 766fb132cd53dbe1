//! Each slip is told, and what looks like it is not.

use crate::lang::compile::compile;
use crate::lang::source::Origin;
use crate::scenario::File;

/// The codes of the warnings about a function's body.
fn codes(body: &str) -> Vec<u16> {
    let text = format!(
        "#include <fcntl.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/wait.h>\n\
         #include <unistd.h>\nvoid work(int n) {{ exit(n); }}\nint main(int argc, char **argv) {{ char line[80]; \
         int fds[2], i = 0, n, fd, pid; {body}\nreturn 0; }}\n"
    );
    let files = [File { name: "main.c".into(), text }];
    let compiled = compile("main", &files, &["main.c".into()], Origin::User);
    compiled.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn an_empty_body_is_told_where_a_body_was_meant() {
    assert_eq!(codes("if (argc > 1); puts(argv[0]);"), [500]);
    assert_eq!(codes("for (i = 0; i < 3; i++); { puts(argv[0]); }"), [500]);
    assert!(codes("while (wait(NULL) > 0); for (i = 0; i < 9; i++); puts(argv[0]);").is_empty());
}

#[test]
fn comparing_with_a_literal_compares_addresses() {
    assert_eq!(codes("if (argv[1] == \"-v\") puts(line);"), [501]);
    assert!(codes("if (strcmp(argv[1], \"-v\") == 0) puts(line);").is_empty());
}

#[test]
fn results_that_nobody_looks_at_are_told() {
    assert_eq!(codes("pipe(fds);"), [502]);
    assert_eq!(codes("fd = open(\"x\", O_RDONLY); n = read(fd, line, 80); close(fd);"), [503]);
    assert_eq!(codes("if ((fd = open(\"x\", O_RDONLY) < 0)) return 1; close(fd);"), [504]);
    assert!(
        codes("if (pipe(fds) < 0) return 1; if ((fd = open(\"x\", O_RDONLY)) < 0) return 1; close(fd);").is_empty()
    );
    assert!(codes("fd = open(\"x\", O_RDONLY); if (fd == -1) return 1; close(fd);").is_empty());
    assert!(codes("fd = open(\"x\", O_RDONLY); work(fd); close(fd);").is_empty());
}

#[test]
fn children_that_go_on_looping_are_told() {
    assert_eq!(codes("for (i = 0; i < 3; i++) fork();"), [506]);
    assert_eq!(codes("for (i = 0; i < 3; i++) { pid = fork(); if (pid == 0) puts(\"child\"); }"), [505]);
    assert!(codes("for (i = 0; i < 3; i++) { if (fork() == 0) { puts(\"child\"); exit(0); } }").is_empty());
    assert!(codes("for (i = 0; i < 3; i++) if ((pid = fork()) == 0) work(i);").is_empty());
    assert!(codes("for (i = 0; i < 3; i++) if (!(pid = fork())) break;").is_empty());
}

#[test]
fn a_pipe_read_to_its_end_needs_its_writers_closed() {
    let start = "if (pipe(fds) < 0) return 1; if (fork() == 0) { write(fds[1], \"x\", 1); exit(0); }";
    let reading = "while ((n = read(fds[0], line, 80)) > 0) write(1, line, n);";
    assert_eq!(codes(&format!("{start} {reading}")), [507]);
    assert!(codes(&format!("{start} close(fds[1]); {reading}")).is_empty());
}
