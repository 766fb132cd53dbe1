// What a course system does: it keeps what the lab reports, and gives it back when the student returns.

const exercise = document.getElementById("exercise");
const score = document.getElementById("score");
const kept = sessionStorage.getItem("exercise");

const show = (report) => {
  score.textContent = report.score === 1 ? "done" : "in progress";
};

if (kept !== null) {
  const report = JSON.parse(kept);
  exercise.state = report.state;
  show(report);
}

exercise.addEventListener("ipc-lab-state", ({ detail }) => {
  sessionStorage.setItem("exercise", JSON.stringify(detail));
  show(detail);
});
