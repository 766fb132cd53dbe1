//! Every word of the page, in each language a value of [`Text`]. A missing translation does not compile.
//!
//! The words for events are not here: `sim_core::explain` has them, and `sim_core::lang` those for diagnostics.

mod en;
mod ko;

use sim_core::lang::diag::Locale;
use sim_core::view::SectionKind;

/// The words in one language.
#[must_use]
pub const fn of(locale: Locale) -> &'static Text {
    match locale {
        Locale::En => &en::TEXT,
        Locale::Ko => &ko::TEXT,
    }
}

/// Declares [`Text`]: plain words, and phrases that need numbers or names.
macro_rules! catalogue {
    (words { $($word:ident: $word_doc:literal,)* } phrases { $($phrase:ident: fn($($arg:ty),*): $phrase_doc:literal,)* }) => {
        /// The page's words in one language.
        #[derive(Debug)]
        pub struct Text {
            $(#[doc = $word_doc] pub $word: &'static str,)*
            $(#[doc = $phrase_doc] pub $phrase: fn($($arg),*) -> String,)*
            /// Keys and what they do.
            pub key_list: &'static [(&'static str, &'static str)],
        }

        impl Text {
            /// The plain words, each with its name.
            #[must_use]
            pub fn words(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($word), self.$word)),*]
            }
        }
    };
}

catalogue! {
    words {
        lab: "Name of the product.",
        language_code: "For the document's `lang`.",
        skip_to_transport: "First link of the page.",
        scenario: "Label of the picker.",
        language: "Label of the language switch.",
        theme: "Label of the theme switch.",
        theme_auto: "As the system says.",
        theme_light: "Light.",
        theme_dark: "Dark.",
        larger_type: "Label of the projector switch.",
        program: "Title of the editor.",
        machine: "Title of the machine.",
        timeline: "Title of console and events in a narrow window.",
        console: "Title of the console.",
        console_empty: "Nothing was written.",
        events: "Title of the event list.",
        events_empty: "Nothing has happened.",
        files: "Label of the file tabs.",
        change_files: "Button: add, rename, delete files.",
        file_name: "Label of the field for a file's name.",
        add_file: "Button.",
        code: "Label of the text area.",
        leave_editor: "How the keyboard leaves the editor.",
        edited: "Mark of an edited file.",
        reset: "Button: back to the original.",
        reset_hint: "Its explanation.",
        launch: "Title of arguments and standard input.",
        arguments: "Placeholder of a field for arguments.",
        notes: "Label of the list of diagnostics.",
        warning: "Severity.",
        error: "Severity.",
        unsupported: "Severity.",
        compiling: "The compiler is at work.",
        starting: "The worker is being loaded.",
        refused: "The program does not compile.",
        refused_hint: "What to do then.",
        broken: "The simulator failed.",
        broken_hint: "What to do then.",
        start_again: "Button: start a new simulator.",
        no_program: "The editor is empty.",
        user_space: "Above the boundary.",
        kernel_space: "Below the boundary.",
        system_calls: "On the boundary.",
        processes: "Label of the cards.",
        open_files: "Row of open file descriptions.",
        objects: "Row of kernel objects.",
        objects_empty: "No object was made.",
        descriptors: "Label of a card's descriptors.",
        descriptor_word: "Caption of the descriptors.",
        close_on_exec: "Of a descriptor.",
        running: "State.",
        ready: "State.",
        blocked: "State.",
        stopped: "State.",
        zombie: "State.",
        gone: "State.",
        zombie_hint: "Explains the state.",
        memory_gone: "In the card of an ended process.",
        address: "Column.",
        name: "Column.",
        value: "Column.",
        unnamed: "A thing in memory without a name.",
        return_address: "Row of a frame.",
        register: "A variable kept in a register.",
        registers: "The registers of a CPU.",
        register_hint: "Its explanation.",
        changed: "Mark of a changed thing, for a screen reader.",
        not_assigned: "A variable that has no value yet.",
        thread: "Of a card: a further thread of a process.",
        thread_hint: "Its explanation.",
        stdio: "Label of what stdio holds back.",
        unwritten: "Bytes that stdio has and the kernel has not.",
        unread: "Bytes that stdio has read ahead.",
        buffered_fully: "How stdio holds back.",
        buffered_by_line: "How stdio holds back.",
        unbuffered: "How stdio holds back.",
        zero_frame: "The frame of pages that were never written.",
        copied_when_written: "Mark of a page that is copied by the next write.",
        cores_hint: "Explains the choice of cores.",
        not_read: "Memory that cannot be read.",
        null: "A null pointer.",
        invalid: "A pointer to nowhere.",
        copy_on_write: "Pages shared until written to.",
        copy_on_write_hint: "Its explanation.",
        shared: "A section that others map too.",
        stack: "Section.",
        heap: "Section.",
        data: "Section.",
        rodata: "Section.",
        code_section: "Section.",
        mmap: "Section.",
        shm: "Section.",
        pipe: "Object.",
        message_queue: "Object.",
        posix_queue: "Object.",
        counter: "Object: an eventfd.",
        timer_file: "Object: a timerfd.",
        signal_file: "Object: a signalfd.",
        epoll: "Object: an epoll instance.",
        as_semaphore: "An eventfd whose reads take one.",
        timer_stopped: "A timerfd that is not running.",
        watches_nothing: "An epoll instance without interests.",
        disarmed: "An interest that tells of nothing until it is changed.",
        in_ready_list: "An interest at which something has happened.",
        costs: "What the run has cost: heading.",
        cores: "Column: how many cores.",
        time: "Column: time on them.",
        speed_up: "Column: how many times as fast as one core.",
        switches: "Column: context switches.",
        channel: "Object: where messages to a named process lie.",
        mailbox: "Object.",
        port: "Number of a mailbox.",
        unbounded: "A mailbox whose senders never wait.",
        sender_waits: "A message whose sender sleeps until it is received.",
        semaphore_set: "Object.",
        shared_segment: "Object.",
        standard_input: "Object.",
        standard_output: "Object.",
        standard_error: "Object.",
        fifo: "Object.",
        file: "Object.",
        directory: "Object.",
        device: "Object.",
        socket_file: "Object.",
        unix_stream: "Object.",
        unix_datagram: "Object.",
        unix_seqpacket: "Object.",
        tcp_socket: "Object.",
        udp_socket: "Object.",
        no_name: "Instead of the name of a file that has none any more.",
        terminal: "Kind of console.",
        empty: "No bytes, no messages.",
        zeros: "A segment that holds only zeros.",
        not_attached: "A segment that nobody maps.",
        doomed: "A segment that goes with its last detach.",
        unlinked: "A POSIX queue without a name.",
        key: "System V key.",
        private_key: "IPC_PRIVATE.",
        id: "System V id.",
        read_end: "Of a pipe.",
        write_end: "Of a pipe.",
        read_write: "Both ways.",
        end_of_run: "Title of the end.",
        deadlock: "Title of a deadlock.",
        deadlock_hint: "What a deadlock is.",
        waits_for_nobody: "A task that nobody can wake.",
        itself: "A task that waits for itself.",
        a_child: "What wait waits for.",
        to_start: "Transport.",
        back: "Transport.",
        step: "Transport.",
        to_end: "Transport.",
        play: "Transport.",
        pause: "Transport.",
        stop: "Transport.",
        transport: "Label of the transport.",
        next: "Before the task buttons.",
        step_by: "Label of the granularity.",
        by_statement: "Granularity.",
        by_instruction: "Granularity.",
        by_call: "Granularity.",
        position: "Label of the slider.",
        lanes: "Label of the lanes.",
        past_the_end: "The run is over; no further step.",
        keys: "Title of the dialog of keys.",
        keys_where: "When keys are heard.",
        close: "Closes a dialog.",
        run: "Transport.",
        run_back: "Transport.",
        rule: "Label of the rule picker.",
        rule_run_on: "Rule.",
        rule_robin: "Rule.",
        rule_priority: "Rule.",
        rule_random: "Rule.",
        rule_turns: "Label of a rule's number.",
        rule_first: "Label of a rule's number.",
        rule_seed: "Label of a rule's number.",
        pace: "Label of the speed of playing.",
        more_controls: "In a narrow window: the controls used more seldom.",
        breakpoint: "Mark of a line at which running stops.",
        gutter_hint: "What can be done beside a line.",
        next_event: "Runs to the next event of a process.",
        course: "Title of the course.",
        course_intro: "What the course is.",
        course_others: "Scenarios that stand in no chapter.",
        lesson: "Title of the lesson.",
        lesson_coming: "The lesson is being loaded.",
        lesson_missing: "There is no lesson, or it cannot be loaded.",
        close_lesson: "Hides the lesson.",
        moment_missing: "A moment that a lesson leads to does not come.",
        claims: "Title of what Linux really does.",
        holds: "A statement is true on Linux.",
        fails: "A statement is false on Linux.",
        depends: "A statement is neither.",
        pair: "Before the title of the scenario with the mistake or the cure.",
        next_lesson: "Before the title of the next scenario.",
        go_there: "Of a link to a moment of the run.",
        predict: "Before a question.",
        check_answer: "Button: is it right?",
        reveal: "Button: tell me.",
        answer_running: "The run that answers is being made.",
        answer_unknown: "What was asked about does not happen.",
        answer_right: "The answer is right.",
        answer_wrong: "It is not.",
        answer_revealed: "Before an answer that nobody guessed.",
        see_it: "Button: go to where it can be seen.",
        done: "Mark of a scenario that was run to its end.",
        begun: "Mark of a scenario that was opened.",
        fault: "Title of a fault.",
        fault_not_mapped: "The rule behind it.",
        fault_kernel: "The rule behind it.",
        fault_protection: "The rule behind it.",
        fault_past_end: "The rule behind it.",
        fault_divide: "The rule behind it.",
        fault_illegal: "The rule behind it.",
        hit_word: "Mark of the place that a fault touched.",
        right_read: "A right of a page.",
        right_write: "A right of a page.",
        right_execute: "A right of a page.",
        load: "Kind of access.",
        store: "Kind of access.",
        execute: "Kind of access.",
        next_step_marker: "Before the event list's newest entries, for a screen reader.",
        source: "Where the rule stands.",
        noscript: "Without script or WebAssembly.",
        share: "Button and title of the dialog: take something away.",
        share_hint: "Its explanation.",
        link: "Label of the link.",
        link_hint: "What a link carries.",
        embed_code: "Label of the lines that embed the lab.",
        embed_hint: "What they do.",
        copy: "Button.",
        copy_done: "The button when it was pressed.",
        export: "Title of the files that can be saved.",
        trace_json: "Button.",
        trace_perfetto: "Button.",
        timeline_svg: "Button.",
        print: "Button.",
        link_broken: "The link cannot be read.",
        link_newer: "The link is of a newer lab.",
        unknown_scenario: "The address names no scenario.",
        linked_program: "In the picker: a program that came by a link.",
        full_lab: "Link out of an embedded lab.",
        full_lab_hint: "Its explanation.",
    }
    phrases {
        step_of: fn(u64, u64): "Step k of n.",
        instructions: fn(u64): "So many instructions.",
        instructions_count: fn(u64): "So many instructions, executed by a task.",
        pages_not_mapped: fn(u64): "A gap in an address space.",
        pages: fn(u64): "So many pages.",
        frame: fn(u32): "The frame of memory in which a page lies.",
        frame_users: fn(u32): "How many pages lie in a frame.",
        on_core: fn(u32): "The core that a task ran on last.",
        so_many_cores: fn(u32): "A number of cores.",
        process_of: fn(u32, usize): "A process by its first task, with so many threads.",
        rename_file: fn(&str): "Give this file the name in the field.",
        delete_file: fn(&str): "Delete this file.",
        more_rows: fn(u64): "Rows that are not listed.",
        more_messages: fn(u64): "Messages that are not listed.",
        more_events: fn(u64): "Events that are not listed.",
        earlier_output: fn(u64): "Output that is not listed.",
        bytes: fn(u64): "So many bytes.",
        bytes_of: fn(u64, u64): "So many bytes of a capacity.",
        bytes_left: fn(u64): "Bytes of standard input that nobody has read.",
        messages: fn(u64): "So many messages.",
        nanoseconds: fn(u64): "A time.",
        time_on_cores: fn(u64, u32): "Time on so many cores.",
        copied: fn(u64, u64): "Copies between processes and kernel, and their bytes.",
        kernel_bytes: fn(u64, u64): "Bytes on their way in the kernel, now and at most.",
        copies: fn(u64): "How often a message was copied.",
        leads_to: fn(u32): "The task that a channel leads to.",
        connections_of: fn(u64, u64): "So many connections wait of how many may.",
        expires_in: fn(u64): "When a timer expires, in nanoseconds.",
        expires_again: fn(u64): "After how many nanoseconds it does so again.",
        expirations: fn(u64): "How often it has, unread.",
        descriptor_is: fn(i32): "A descriptor by its number.",
        packets: fn(u64): "So many packets.",
        messages_of: fn(usize, u64): "So many messages of how many fit.",
        undone_at_exit: fn(u32, u32, i32): "What is added to a semaphore when a task ends.",
        ends_open: fn(u64, u64): "Readers and writers of a pipe.",
        message_type: fn(i64): "Type of a message.",
        written_by: fn(u32): "Bytes that a task put there.",
        sent_by: fn(u32): "Message that a task sent.",
        waits_here: fn(u32, &str): "A task that sleeps at an object, and its call.",
        parent: fn(i32): "Parent's process id.",
        parent_of: fn(&str): "The parent, as P1 or by its process id.",
        pending_signals: fn(&str): "Signals that wait for a task.",
        blocked_signals: fn(&str): "Signals that a task keeps off.",
        exited: fn(u8): "Status.",
        killed: fn(&str): "Status.",
        attached_at: fn(u32, &str): "Task and address.",
        now_at: fn(&str): "Line marked with these tasks.",
        choose_task: fn(u32): "Let this task take the next step.",
        at_line: fn(&str, u32): "File and line.",
        inside: fn(&str): "Inside a library function.",
        frame_line: fn(u32): "The line that a frame has come to.",
        file_references: fn(u64): "Descriptors that refer to an open file.",
        offset: fn(u64): "File offset.",
        errors: fn(usize): "So many errors.",
        progress: fn(u64, u64): "Steps and instructions of a long run.",
        waits_for: fn(&str): "Tasks that could wake it.",
        show_line: fn(u32): "Go to that line.",
        rights_missing: fn(&str, &str): "The access, and the rights of the page.",
        fault_at: fn(&str, &str): "The access and its address.",
        right_missing: fn(&str): "The right that a page does not have.",
        leave_with: fn(&str): "Program was edited.",
        exact_place: fn(u64, u64): "Events and instructions so far.",
        to_line: fn(u32): "Run to this line.",
        next_event_of: fn(u32): "Run to this task's next event.",
        course_done: fn(usize, usize): "How many scenarios of how many were run to their end.",
        answered: fn(usize): "So many questions were answered.",
        link_long: fn(usize): "A link of so many letters.",
    }
}

impl Text {
    /// The name of a section, in the notes' capitals.
    #[must_use]
    pub const fn section(&self, kind: SectionKind) -> &'static str {
        match kind {
            SectionKind::Code => self.code_section,
            SectionKind::Rodata => self.rodata,
            SectionKind::Data => self.data,
            SectionKind::Heap => self.heap,
            SectionKind::Mmap => self.mmap,
            SectionKind::Shm => self.shm,
            SectionKind::Stack => self.stack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_empty() {
        for locale in [Locale::En, Locale::Ko] {
            for (name, word) in of(locale).words() {
                assert!(!word.trim().is_empty(), "{name} is empty in {locale:?}");
            }
        }
    }

    #[test]
    fn korean_is_not_english() {
        let same: Vec<_> = of(Locale::En)
            .words()
            .into_iter()
            .zip(of(Locale::Ko).words())
            .filter(|((_, en), (_, ko))| en == ko)
            .map(|((name, _), _)| name)
            .collect();
        assert_eq!(same, ["lab", "descriptor_word"], "only names may be the same in both languages");
    }

    #[test]
    fn phrases_contain_what_they_are_given() {
        for locale in [Locale::En, Locale::Ko] {
            let text = of(locale);
            assert!((text.step_of)(7, 23).contains('7') && (text.step_of)(7, 23).contains("23"));
            assert!((text.waits_here)(2, "read").contains("read"));
            assert!((text.bytes_of)(20, 65_536).contains("20"));
        }
    }
}
