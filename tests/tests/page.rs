//! The built page in a real headless browser.
//!
//! Wants `chromium` and `chromedriver` on the path, and a built site: `cargo xtask test` sees to both.

mod browser;
mod learning;
mod sharing;
mod workshop;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser::Lab;

/// The scenarios that are bundled, by id.
fn scenarios() -> Result<Vec<String>> {
    let entries = std::fs::read_dir(tests::root().join("scenarios"))?.collect::<Result<Vec<_>, _>>()?;
    // The order of the course lies beside them.
    let folders = entries.iter().filter(|entry| entry.path().is_dir());
    let mut ids: Vec<_> = folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    ids.sort();
    Ok(ids)
}

#[tokio::test]
async fn every_scenario_runs_to_its_end_and_back_to_its_start() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    for id in scenarios()? {
        lab.pick(&id).await.with_context(|| id.clone())?;
        let before = lab.machine_text().await?;
        lab.press("to-end").await.with_context(|| id.clone())?;
        lab.wait_for("li.event.end").await.with_context(|| format!("{id} does not end"))?;
        ensure!(lab.step().await? >= 3, "{id}: only {} steps", lab.step().await?);
        lab.press("to-start").await?;
        lab.wait_for_step(0).await?;
        let after = lab.machine_text().await?;
        ensure!(before == after, "{id}: the start is not what it was\n{before}\n---\n{after}");
    }
    lab.close().await
}

#[tokio::test]
async fn stepping_back_shows_what_was_shown_before() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    let mut seen = vec![lab.machine_text().await?];
    for step in 1..=12 {
        lab.press("step").await?;
        lab.wait_for_step(step).await?;
        seen.push(lab.machine_text().await?);
    }
    seen.pop();
    for step in (0..12).rev() {
        lab.press("back").await?;
        lab.wait_for_step(step).await?;
        let expected = seen.pop().context("one text a step")?;
        let now = lab.machine_text().await?;
        ensure!(now == expected, "step {step} differs on the way back:\n{now}\n--- instead of\n{expected}");
    }
    lab.close().await
}

#[tokio::test]
async fn the_learner_chooses_which_process_runs() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("sysv-queue").await?;
    lab.granularity("call").await?;
    // The receiver first: it finds no message and waits.
    for step in 1..=2 {
        lab.choose(2).await?;
        lab.wait_for_step(step).await?;
    }
    ensure!(lab.text(".events").await?.contains("P2: waits"), "{}", lab.text(".events").await?);
    ensure!(!lab.can_choose(2).await?, "a process that waits cannot be chosen");
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    ensure!(lab.text(".output").await?.contains("received: Did you get this?"));
    lab.close().await
}

#[tokio::test]
async fn an_edited_program_runs_and_a_mistake_is_shown_beside_its_line() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.write_program(
        "#include <stdio.h>\nint main(void)\n{\n    printf(\"edited %d\\n\", 6 * 7);\n    return 0;\n}\n",
    )
    .await?;
    // Compiling waits for a pause in typing; until then the old program may run to its end.
    lab.until("the edited program's output", async || {
        if lab.is_possible("to-end").await? {
            lab.click("#to-end").await?;
        }
        Ok(lab.text(".output").await?.contains("edited 42"))
    })
    .await?;
    lab.write_program("int main(void)\n{\n    return missing;\n}\n").await?;
    lab.wait_for("li.note.wrong").await?;
    ensure!(lab.text("li.note.wrong").await?.contains("missing"), "{}", lab.text("li.note.wrong").await?);
    lab.press("reset").await?;
    lab.until("the original", async || Ok(lab.program().await?.contains("Hello Child Process!"))).await?;
    lab.close().await
}

#[tokio::test]
async fn an_edited_program_survives_a_reload() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    let text = "/* 다시 열어도 그대로 */\nint main(void) { return 0; }\n";
    lab.write_program(text).await?;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    lab.reload().await?;
    lab.pick("pipe-hello").await?;
    lab.until("the edited text", async || Ok(lab.program().await? == text)).await?;
    lab.close().await
}

#[tokio::test]
async fn an_endless_loop_does_not_freeze_the_page() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.write_program("int main(void)\n{\n    for (;;)\n        ;\n}\n").await?;
    // The page answers all the while: the run is stopped by hand, unless it reaches the lab's limit before.
    lab.until("the endless loop", async || {
        if lab.is_possible("to-end").await.unwrap_or(false) {
            lab.click("#to-end").await?;
        }
        Ok(lab.is_possible("stop").await.unwrap_or(false) || lab.text(".end-banner").await?.contains("limit"))
    })
    .await?;
    lab.until("an answer", async || {
        // The button goes away with the end of the run, perhaps just now.
        let _ = lab.click("#stop").await;
        lab.is_possible("back").await
    })
    .await?;
    lab.close().await
}

#[tokio::test]
async fn the_page_speaks_korean_and_english() -> Result<()> {
    let lab = Lab::open(1440, 900, "ko").await?;
    lab.pick("pipe-hello").await?;
    lab.press("step").await?;
    lab.wait_for_step(1).await?;
    ensure!(lab.attribute("html", "lang").await? == "ko");
    ensure!(lab.text(".events").await?.contains("시작합니다"), "{}", lab.text(".events").await?);
    lab.click("button[lang=en]").await?;
    lab.until("English", async || Ok(lab.text(".events").await?.contains("is started"))).await?;
    ensure!(lab.attribute("html", "lang").await? == "en");
    lab.close().await
}

#[tokio::test]
async fn a_phone_shows_one_thing_at_a_time_and_the_transport_always() -> Result<()> {
    let lab = Lab::open(390, 844, "en").await?;
    lab.pick("pipe-hello").await?;
    for tab in ["Program", "Machine", "Timeline"] {
        lab.tab(tab).await.with_context(|| tab.to_owned())?;
        ensure!(lab.is_visible("#step").await?, "{tab}: the transport is out of sight");
        let overflow = lab.number("return document.documentElement.scrollWidth - window.innerWidth").await?;
        ensure!(overflow <= 0, "{tab}: {overflow} px wider than the window");
    }
    lab.close().await
}

#[tokio::test]
async fn cards_keep_their_width_and_fold_when_their_process_is_gone() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("protection-fault").await?;
    lab.granularity("call").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    let end = lab.step().await?;
    for step in (0..=end).rev() {
        let narrowest = lab
            .number("return Math.floor(Math.min(...[...document.querySelectorAll('.card:not(.folded)')].map(card => card.clientWidth), 999))")
            .await?;
        ensure!(narrowest >= 336, "step {step}: a card is {narrowest} px wide");
        if step > 0 {
            lab.press("back").await?;
            lab.wait_for_step(step - 1).await?;
        }
    }
    lab.close().await
}

#[tokio::test]
async fn a_fault_is_drawn_where_it_hit_with_the_right_that_was_missing() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("protection-fault").await?;
    lab.granularity("call").await?;
    let mut seen = Vec::new();
    for step in 1..60 {
        if !lab.is_possible("step").await? {
            break;
        }
        lab.press("step").await?;
        lab.wait_for_step(step).await?;
        if lab.number("return document.querySelectorAll('.hit-line').length").await? > 0 {
            let place = lab.text(".section.hit > h3, .gap.hit > p").await.unwrap_or_default();
            seen.push(format!("{place}: {}", lab.text(".hit-line").await?));
        }
    }
    ensure!(seen.iter().any(|hit| hit.contains("not mapped")), "no gap was hit: {seen:?}");
    ensure!(seen.iter().any(|hit| hit.starts_with("Code") && hit.contains("w (write) is missing")), "{seen:?}");
    lab.close().await
}

#[tokio::test]
async fn lanes_show_forks_sleeps_and_wake_ups() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    for part in [".lane.p1 .span.blocked", ".lane.p2 .span.running", ".link.fork", ".link.wake", ".lane.p2 .sign.end"] {
        let count = lab.number(&format!("return document.querySelectorAll('{part}').length")).await?;
        ensure!(count > 0, "the lanes have no {part}");
    }
    lab.close().await
}

#[tokio::test]
async fn a_deadlock_is_drawn_as_who_waits_for_whom() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    // The reader has the write end open itself: it waits for its own end of file.
    lab.write_program(
        "#include <unistd.h>\nint main(void)\n{\n    int fd[2];\n    char c;\n    pipe(fd);\n    read(fd[0], &c, 1);\n    return 0;\n}\n",
    )
    .await?;
    lab.until("the deadlock", async || {
        if lab.is_possible("to-end").await? {
            lab.click("#to-end").await?;
        }
        Ok(lab.number("return document.querySelectorAll('.chain li').length").await? == 1)
    })
    .await?;
    let chain = lab.text(".chain").await?;
    ensure!(chain.contains("read") && chain.contains("Pipe") && chain.contains("itself"), "{chain}");
    lab.close().await
}

#[tokio::test]
async fn the_run_is_moved_by_keys_and_the_editor_lets_go() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    for (key, step) in [("\u{e014}", 1), ("\u{e014}", 2), ("\u{e012}", 1), ("1", 2), ("\u{e011}", 0)] {
        lab.key(key).await?;
        lab.wait_for_step(step).await?;
    }
    lab.key("\u{e010}").await?;
    lab.wait_for("li.event.end").await?;
    lab.click("#code").await?;
    lab.key("\u{e004}").await?;
    ensure!(lab.program().await?.contains("    "), "Tab does not indent");
    lab.key("\u{e00c}").await?;
    ensure!(lab.number("return document.activeElement.id === 'transport' ? 1 : 0").await? == 1, "Esc does not leave");
    lab.close().await
}

#[tokio::test]
async fn axe_finds_no_barrier_in_any_theme_or_width() -> Result<()> {
    for (width, height, language) in [(1440, 900, "en"), (390, 844, "ko")] {
        let lab = Lab::open(width, height, language).await?;
        lab.pick("sysv-shm").await?;
        lab.press("to-end").await?;
        lab.wait_for("li.event.end").await?;
        lab.press("back").await?;
        for theme in ["light", "dark"] {
            lab.theme(theme).await?;
            for tab in 0..3 {
                lab.number(&format!("document.querySelectorAll('.tab')[{tab}].click(); return 0")).await?;
                let barriers = lab.barriers().await?;
                ensure!(barriers.is_empty(), "{width} px, {theme}, tab {tab}:\n{}", barriers.join("\n"));
            }
        }
        lab.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_request_leaves_for_another_origin_and_nothing_is_refused_by_the_policy() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("sysv-shm").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    let foreign = lab
        .number(
            "return performance.getEntriesByType('resource').filter(e => !e.name.startsWith(location.origin) && !e.name.startsWith('blob:') && !e.name.startsWith('data:')).length",
        )
        .await?;
    ensure!(foreign == 0, "{foreign} requests to other origins");
    let complaints = lab.complaints().await?;
    ensure!(complaints.is_empty(), "the browser complains: {complaints:?}");
    lab.close().await
}
