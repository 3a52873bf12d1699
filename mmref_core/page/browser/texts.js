// Sentences with figures in them, each put where a data-text names it.
function draw() {
  for (const node of findAll("[data-text]")) node.textContent = props.value?.[node.dataset.text] ?? "";
}
watch("value", draw);
draw();
