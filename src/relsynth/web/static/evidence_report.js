// The report: made at the desk, and saved by the browser.
import { dataOf, make, say, url } from "./desk.js";

const texts = dataOf("evidence-words");
const form = document.getElementById("report");
const said = document.getElementById("report-said");
const button = document.getElementById("make");
const token = document.querySelector('meta[name="relsynth-token"]').content;

async function write() {
  const answer = await fetch(url("/api/downloads/write_report"), {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-relsynth-token": token },
    body: JSON.stringify({ as_file: "report", forms: new FormData(form).getAll("forms") }),
  });
  if (!answer.ok) throw new Error((await answer.json()).error);
  const address = URL.createObjectURL(await answer.blob());
  make("a", { href: address, download: "report.zip" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  said.textContent = texts["evidence.report_making"];
  try {
    await write();
    said.textContent = texts["evidence.report_made"];
  } catch (error) {
    said.textContent = "";
    say(error.message, { error: true });
  }
  button.disabled = false;
  button.focus();
});
