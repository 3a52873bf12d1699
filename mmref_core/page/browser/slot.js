// The picture that is searched by: chosen, pasted, dropped, or one of those found. An uploaded picture is read by the
// server and not kept there: what is left of it, its features and a thumbnail, is held here and sent along each time.
let before = ""; // the description that a picture took the place of

function drawSlot(results) {
  const picture = results.picture ?? null;
  const held = find(".slot .chosen").contains(document.activeElement); // by a button that may be gone now
  find(".slot .chosen").hidden = !picture;
  find(".slot .refused").textContent = "";
  if (picture) {
    find(".slot img").setAttribute("src", picture.source);
    find(".slot .caption").textContent = picture.label;
  }
  const alone = Boolean(picture) && !results.message && !results.query.trim();
  find(".slot .again").hidden = !alone || !before;
  find(".slot .again").textContent = `Add “${before}”`;
  if (held) find(picture ? ".unpicture" : ".choose").focus();
  const words = { false: "by the description alone", true: alone ? "by the picture alone" : "by description and picture" };
  if (!results.message) find('.heading[data-side="initial"] p').textContent = words[Boolean(picture)];
}

// Asks with the fields as they stand; without `query` the description stays too.
function renew(change) {
  request("apply", change);
}

function takePicture(picture) {
  if (shown?.query?.trim()) before = shown.query;
  renew({ picture, query: "" });
}

function removePicture() {
  renew(shown.query?.trim() ? { picture: null } : { picture: null, query: before });
}

function searchByShown(button) {
  const image = Number(button.dataset.image);
  const { label } = shown.pictures[image];
  takePicture({ token: shown.token, image, label });
  find(".slot").scrollIntoView({ block: "nearest" });
}

async function upload(file) {
  const note = find(".slot .refused");
  note.textContent = "";
  find(".slot .reading").hidden = false;
  try {
    const answer = await fetch("/query-picture", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    const read = answer.ok ? await answer.json() : { refused: await answer.text() };
    if (read.refused) note.textContent = read.refused;
    else takePicture({ label: file.name || "pasted picture", ...read });
  } catch {
    note.textContent = "The picture could not be sent. It may be too large, or the program has stopped.";
  }
  find(".slot .reading").hidden = true;
  find(".slot .file").value = "";
}

function firstPicture(files) {
  return Array.from(files ?? []).find((file) => file.type.startsWith("image/"));
}

element.addEventListener("change", (event) => {
  if (event.target.matches(".slot .file") && event.target.files.length) upload(event.target.files[0]);
});
document.addEventListener("paste", (event) => {
  const file = firstPicture(event.clipboardData?.files);
  if (!file || !isSearching()) return;
  event.preventDefault();
  upload(file);
});
element.addEventListener("dragover", (event) => {
  if (event.target.closest(".slot") && event.dataTransfer.types.includes("Files")) event.preventDefault();
});
element.addEventListener("drop", (event) => {
  if (!event.target.closest(".slot") || !event.dataTransfer.files.length) return;
  event.preventDefault();
  upload(firstPicture(event.dataTransfer.files) ?? event.dataTransfer.files[0]);
});
