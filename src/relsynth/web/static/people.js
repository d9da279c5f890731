// One's own account: another password, tokens for scripts, the way out.
import { dataOf, forget, make, post, say, told, trying, url } from "./desk.js";

const words = dataOf("people-words");
const tokens = document.getElementById("tokens");

document.getElementById("log-out").addEventListener("click", () =>
  trying(async () => {
    forget(); // whether the desk still answers or not
    await post("/api/account/logout");
    location.assign(url("/login"));
  }),
);

document.getElementById("password").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  trying(async () => {
    await post("/api/account/password", { old: form.elements.old.value, new: form.elements.new.value });
    say(words["people.changed"]);
    // The session is another one now, and so is the token that this page was made with.
    setTimeout(() => location.reload(), 1200);
  });
});

function line(number, label) {
  const name = told(words["people.withdraw_it"], { label });
  return make("li", {}, make("span", {}, label), make("button", { type: "button", className: "quiet", value: number, "aria-label": name }, words["people.withdraw"]));
}

document.getElementById("token").addEventListener("submit", (event) => {
  event.preventDefault();
  const { label } = event.target.elements;
  trying(async () => {
    const made = await post("/api/account/tokens", { label: label.value });
    tokens.append(line(made.number, made.label));
    document.getElementById("made").replaceChildren(words["people.made"], make("code", {}, made.text));
    label.value = "";
  });
});

tokens.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  trying(async () => {
    await post("/api/account/tokens/withdraw", { number: Number(button.value) });
    button.closest("li").remove();
    document.querySelector("#token input").focus();
    say(words["people.withdrawn"]);
  });
});
