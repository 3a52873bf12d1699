// How far a new gallery has come, and what was not taken in. Names of files are text from strangers.
function draw() {
  const report = props.value;
  find(".intake").hidden = !report;
  if (!report) return;
  find(".line").textContent = report.line;
  find(".line").classList.toggle("wrong", report.wrong);
  find(".track").hidden = report.share === null;
  find(".track span").style.width = `${(report.share ?? 0) * 100}%`;
  const items = report.skipped.map((file) =>
    make("li", {}, make("b", {}, `${file.label}: `), file.reason, " ", make("i", {}, file.advice)),
  );
  find(".skipped").hidden = items.length === 0;
  find(".skipped summary").textContent = `What was skipped (${report.skipped_count})`;
  find(".skipped ul").replaceChildren(...items);
}
watch("value", draw);
draw();
