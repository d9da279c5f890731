// Memos to the adjudicator: one's own can be taken back.
import { call, trying } from "./desk.js";

for (const button of document.querySelectorAll(".take")) {
  button.addEventListener("click", async () => {
    const done = await trying(() => call("withdraw_memo", { number: Number(button.dataset.number) }));
    if (!done) return;
    document.getElementById(`memo-${button.dataset.number}`).remove();
    document.getElementById("content").focus();
  });
}
