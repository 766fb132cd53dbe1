//! What leaves the page and comes back: links, embedded labs, the single file, exports.

use anyhow::{Context, Result, ensure};

use crate::browser::Lab;

/// Writes three numbers under no name that is bundled.
const OWN: &str = "#include <stdio.h>\nint main(void)\n{\n    /* <b>굵게</b> */\n    for (int i = 0; i < 3; i++)\n        printf(\"%d\\n\", i);\n    return 0;\n}\n";

/// Opens the dialog and reads what stands in one of its fields.
async fn shared(lab: &Lab, field: &str) -> Result<String> {
    lab.click("#share").await?;
    lab.wait_for("dialog[open]").await?;
    // The worker says who ran when a moment after the dialog is open.
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let value = lab.value(field).await?;
    lab.click("dialog .share-head button").await?;
    lab.until("the dialog to close", async || {
        Ok(lab.number("return document.querySelectorAll('dialog').length").await? == 0)
    })
    .await?;
    Ok(value)
}

#[tokio::test]
async fn a_link_carries_program_choices_and_position() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("sysv-queue").await?;
    lab.granularity("call").await?;
    // The receiver first, then the sender: not what would happen by itself.
    for (step, task) in [2, 2, 1, 1].into_iter().enumerate() {
        lab.choose(task).await?;
        lab.wait_for_step(step as u64 + 1).await?;
    }
    let (there, events) = (lab.machine_text().await?, lab.text(".event-list").await?);
    let link = shared(&lab, "#share-link").await?;
    ensure!(link.contains("#lab=2."), "{link}");
    lab.visit(&link).await?;
    lab.wait_for_step(4).await?;
    ensure!(lab.machine_text().await? == there, "the link shows another machine");
    ensure!(lab.text(".event-list").await? == events, "the link tells another story");
    lab.close().await
}

#[tokio::test]
async fn a_linked_program_can_be_edited_and_survives_a_reload() -> Result<()> {
    let lab = Lab::open(1440, 900, "ko").await?;
    lab.pick("pipe-hello").await?;
    lab.write_program(OWN).await?;
    let link = shared(&lab, "#share-link").await?;
    lab.pick("zombie").await?;
    lab.visit(&link).await?;
    lab.until("the linked program", async || Ok(lab.program().await? == OWN)).await?;
    ensure!(
        lab.number("return document.querySelectorAll('.paint b').length").await? == 0,
        "the link reached the page as HTML"
    );
    let edited = OWN.replace("i < 3", "i < 4");
    lab.write_program(&edited).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    lab.refresh().await?;
    lab.until("the edited program", async || Ok(lab.program().await? == edited)).await?;
    lab.close().await
}

#[tokio::test]
async fn a_broken_or_newer_link_says_so_and_opens_something() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    for (fragment, word) in
        [("#lab=1.eNoAAAA", "damaged"), ("#lab=7.abc", "newer"), ("#scenario=nothing", "does not have")]
    {
        lab.visit(&lab.beside(&format!("index.html?{word}{fragment}"))).await?;
        ensure!(lab.text(".notice").await?.contains(word), "{fragment}: {}", lab.text(".notice").await?);
        let barriers = lab.barriers().await?;
        ensure!(barriers.is_empty(), "{}", barriers.join("\n"));
    }
    lab.click(".notice button").await?;
    lab.until("the notice to go", async || {
        Ok(lab.number("return document.querySelectorAll('.notice').length").await? == 0)
    })
    .await?;
    lab.close().await
}

#[tokio::test]
async fn the_dialog_gives_files_and_has_no_barrier() -> Result<()> {
    let lab = Lab::open(1440, 900, "en").await?;
    lab.pick("pipe-hello").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    lab.click("#share").await?;
    lab.wait_for("dialog[open]").await?;
    for theme in ["light", "dark"] {
        lab.theme(theme).await?;
        let barriers = lab.barriers().await?;
        ensure!(barriers.is_empty(), "{theme}:\n{}", barriers.join("\n"));
    }
    lab.number("window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = blob => { blob.text().then(text => saved.push(text)); return make.call(URL, blob) }; return 0").await?;
    let mut files = Vec::new();
    for button in ["export-json", "export-perfetto", "export-svg"] {
        lab.press(button).await?;
        lab.until(button, async || Ok(lab.number("return saved.length").await? as usize == files.len() + 1)).await?;
        files.push(lab.string("return saved.at(-1)").await?);
    }
    let trace: serde_json::Value = serde_json::from_str(&files[0])?;
    ensure!(trace["version"] == 1 && trace["end"]["end"] == "finished", "{}", files[0]);
    ensure!(trace["events"].as_array().context("no events")?.len() > 10, "{}", files[0]);
    let perfetto: serde_json::Value = serde_json::from_str(&files[1])?;
    let entries = perfetto["traceEvents"].as_array().context("no entries")?;
    ensure!(entries.iter().any(|entry| entry["cat"] == "blocked" && entry["ph"] == "X"), "{}", files[1]);
    ensure!(files[2].starts_with("<svg") && files[2].contains("P2"), "{}", files[2]);
    lab.close().await
}

#[tokio::test]
async fn a_frame_shows_the_chosen_parts_and_leads_to_the_full_lab() -> Result<()> {
    let lab = Lab::open(1000, 800, "en").await?;
    let options = "embed.html#scenario=pipe-hello&step=12&show=program,machine,lanes&edit=no&lang=ko&theme=dark";
    lab.visit(&lab.beside(options)).await?;
    lab.wait_for_step(12).await?;
    ensure!(lab.attribute("html", "lang").await? == "ko" && lab.attribute("html", "data-theme").await? == "dark");
    ensure!(lab.number("return document.querySelectorAll('.events, .console, #reset, .picker').length").await? == 0);
    ensure!(lab.number("return document.querySelector('#code').readOnly ? 1 : 0").await? == 1, "it can be edited");
    for theme in ["light", "dark"] {
        lab.theme(theme).await?;
        let barriers = lab.barriers().await?;
        ensure!(barriers.is_empty(), "{theme}:\n{}", barriers.join("\n"));
    }
    lab.press("step").await?;
    lab.wait_for_step(13).await?;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let machine = lab.text(".machine").await?;
    let full = lab.attribute("#full-lab", "href").await?;
    ensure!(full.contains("/index.html#lab="), "{full}");
    lab.visit(&full).await?;
    lab.wait_for_step(13).await?;
    ensure!(lab.text(".machine").await? == machine, "the full lab shows another machine");
    lab.close().await
}

#[tokio::test]
async fn a_course_page_embeds_labs_and_keeps_what_they_report() -> Result<()> {
    let lab = Lab::open(1200, 900, "en").await?;
    lab.show(&lab.beside("course/index.html")).await?;
    lab.enter_frame("#pipe").await?;
    lab.until("the first lab", async || Ok(lab.step().await? == 12)).await?;
    ensure!(
        lab.number("return document.querySelectorAll('.events').length").await? == 0,
        "the list of parts is ignored"
    );
    lab.leave_frame().await?;
    lab.enter_frame("#exercise").await?;
    lab.until("the exercise", async || lab.is_possible("step").await).await?;
    lab.write_program(OWN).await?;
    lab.until("the exercise's output", async || {
        if lab.is_possible("to-end").await? {
            lab.click("#to-end").await?;
        }
        Ok(lab.text(".output").await?.contains("0\n1\n2"))
    })
    .await?;
    lab.leave_frame().await?;
    lab.until("the score", async || Ok(lab.text("#score").await? == "done")).await?;
    let height = lab.number("return parseInt(document.querySelector('#pipe').style.height)").await?;
    ensure!(height > 300, "the frame is {height} px high");
    lab.show(&lab.beside("course/index.html")).await?;
    lab.enter_frame("#exercise").await?;
    lab.until("the student's program", async || Ok(lab.program().await? == OWN)).await?;
    lab.leave_frame().await?;
    let complaints = lab.complaints().await?;
    ensure!(complaints.is_empty(), "the browser complains: {complaints:?}");
    lab.close().await
}

#[tokio::test]
async fn the_single_file_works_without_a_server() -> Result<()> {
    let lab = Lab::open(1440, 900, "ko").await?;
    let file = crate::browser::site().join("ipc-lab.html").canonicalize()?;
    lab.visit(&format!("file://{}", file.display())).await?;
    lab.pick("sysv-queue").await?;
    lab.press("to-end").await?;
    lab.wait_for("li.event.end").await?;
    ensure!(lab.text(".output").await?.contains("received: Did you get this?"));
    let link = shared(&lab, "#share-link").await?;
    ensure!(link.starts_with("file://") && link.contains("ipc-lab.html#lab=2."), "{link}");
    let complaints = lab.complaints().await?;
    ensure!(complaints.is_empty(), "the browser complains: {complaints:?}");
    lab.close().await
}
