//! Lessons, the course, and the ways through a run, in the browser.

use anyhow::{Result, ensure};

use crate::browser::Lab;

#[tokio::test]
async fn a_lesson_asks_first_and_the_run_answers() -> Result<()> {
    let lab = Lab::open(1440, 900, "ko").await?;
    lab.pick("pipe-hello").await?;
    lab.click("#lesson").await?;
    lab.wait_for(".question").await?;
    let script = "const box = document.querySelector('.question'); const input = box.querySelector('input'); \
                  input.value = '20 hello child process!'; box.querySelector('button[type=submit]').click(); return 0";
    lab.number(script).await?;
    lab.wait_for(".question.right").await?;
    ensure!(lab.text(".question.right").await?.contains("맞습니다"), "{}", lab.text(".question").await?);
    lab.number("document.querySelectorAll('.choice')[1].click(); return 0").await?;
    lab.wait_for(".question.not-right").await?;
    lab.close().await
}

#[tokio::test]
async fn a_link_of_a_lesson_leads_to_its_moment() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.click("#lesson").await?;
    lab.wait_for(".moment").await?;
    lab.number("[...document.querySelectorAll('li .moment')].find(l => l.textContent == 'writes').click(); return 0")
        .await?;
    lab.until("twenty bytes in the pipe", async || {
        Ok(lab.text(".kernel-space").await?.contains("Hello␣Child␣Process!"))
    })
    .await?;
    ensure!(lab.text(".event.changed").await?.contains("write"), "{}", lab.text(".events").await?);
    lab.close().await
}

#[tokio::test]
async fn the_course_lists_every_scenario_and_leads_there_and_back() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    lab.click("#course").await?;
    lab.wait_for(".chapter").await?;
    let listed = lab.number("return document.querySelectorAll('.entry').length").await?;
    let bundled = lab.number("return document.querySelectorAll('#scenario option').length").await?;
    ensure!(listed == bundled && listed >= 29, "{listed} of {bundled}");
    ensure!(lab.text(".course").await?.contains("run to the end"), "nothing is marked as done");
    lab.number("[...document.querySelectorAll('.entry-button')].find(b => b.textContent.startsWith('A zombie')).click(); return 0")
        .await?;
    lab.until("the zombie's lesson", async || Ok(lab.text(".lesson-text").await?.contains("exit(7)"))).await?;
    lab.number("history.back(); return 0").await?;
    lab.wait_for(".chapter").await?;
    lab.close().await
}

#[tokio::test]
async fn breakpoints_stop_the_run_both_ways_and_are_kept() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.click(".gutter-line:nth-child(33)").await?;
    lab.press("run").await?;
    lab.until("line 33", async || Ok(lab.text(".gutter-line.moved .number").await? == "33")).await?;
    let there = lab.step().await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    lab.press("run-back").await?;
    lab.wait_for_step(there).await?;
    lab.reload().await?;
    lab.wait_for(".gutter-line.breakpoint").await?;
    lab.click(".gutter-line.breakpoint").await?;
    lab.until("no breakpoint", async || Ok(lab.number("return document.querySelectorAll('#run').length").await? == 0))
        .await?;
    lab.close().await
}

#[tokio::test]
async fn keys_run_choose_and_explain_themselves() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("sysv-queue").await?;
    lab.key("?").await?;
    lab.wait_for("dialog[open]").await?;
    lab.key("\u{e00c}").await?;
    lab.until("the dialog to close", async || {
        Ok(lab.number("return document.querySelectorAll('dialog').length").await? == 0)
    })
    .await?;
    lab.number("document.querySelector('.lab').focus(); return 0").await?;
    lab.key("c").await?;
    lab.key("2").await?;
    lab.wait_for_step(1).await?;
    lab.key("l").await?;
    lab.wait_for(".lesson-text").await?;
    lab.close().await
}

#[tokio::test]
async fn a_random_scheduler_makes_the_same_run_from_the_same_seed() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("lost-update").await?;
    let choose = "const s = document.querySelector('#rule'); s.value = 'random=1'; \
                  s.dispatchEvent(new Event('change', { bubbles: true })); return 0";
    lab.number(choose).await?;
    lab.wait_for("#rule-value").await?;
    let mut outputs = Vec::new();
    for _ in 0..2 {
        lab.press("to-end").await?;
        lab.wait_for("li.event.end").await?;
        outputs.push(lab.text(".event-list").await?);
        lab.press("to-start").await?;
        lab.wait_for_step(0).await?;
    }
    ensure!(outputs[0] == outputs[1], "the same seed gave two runs");
    lab.close().await
}

#[tokio::test]
#[ignore = "known: the numbers of chapters were too faint; mended, and not tried yet"]
async fn axe_finds_no_barrier_in_lesson_and_course() -> Result<()> {
    for (width, height, language) in [(1440, 900, "en"), (390, 844, "ko")] {
        let lab = Lab::open(width, height, language).await?;
        lab.pick("pipe-hello").await?;
        lab.click("#lesson").await?;
        lab.wait_for(".question").await?;
        lab.number("document.querySelector('.choice').click(); return 0").await?;
        lab.wait_for(".question .result").await?;
        for theme in ["light", "dark"] {
            lab.theme(theme).await?;
            let barriers = lab.barriers().await?;
            ensure!(barriers.is_empty(), "lesson, {width} px, {theme}:\n{}", barriers.join("\n"));
        }
        lab.click("#course").await?;
        lab.wait_for(".chapter").await?;
        for theme in ["light", "dark"] {
            lab.theme(theme).await?;
            let barriers = lab.barriers().await?;
            ensure!(barriers.is_empty(), "course, {width} px, {theme}:\n{}", barriers.join("\n"));
        }
        let overflow = lab.number("return document.documentElement.scrollWidth - window.innerWidth").await?;
        ensure!(overflow <= 0, "the course is {overflow} px wider than the window");
        lab.close().await?;
    }
    Ok(())
}
