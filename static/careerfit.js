/* What pages gain where scripts run. Every journey works without this file.
   No answer is kept in the browser: what the server has not confirmed is said to be unsaved. */
(() => {
  "use strict";
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const main = document.getElementById("main");

  // A page with problems starts at their summary.
  document.querySelector("[data-focus]")?.focus();

  each("[data-time-zone]", (field) => {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  });

  each("[data-show-password]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.showPassword);
      const shows = field.type === "password";
      field.type = shows ? "text" : "password";
      button.textContent = shows ? "Hide password" : "Show password";
    });
  });

  // How much room a note has left; said after a pause in typing, so that nobody is interrupted.
  each("[data-count]", (field) => {
    const told = document.getElementById(`${field.id}_count`);
    const most = Number(field.dataset.count);
    let timer = 0;
    const tell = () => {
      const left = most - [...field.value].length;
      const count = Math.abs(left).toLocaleString("en-GB");
      const noun = Math.abs(left) === 1 ? "character" : "characters";
      told.textContent = left < 0 ? `${count} ${noun} too many` : `${count} ${noun} left`;
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(tell, 300); });
  });

  // Saved at 14:32 means by the reader's clock.
  const setClocks = (root) => each("time[data-clock]", (time) => {
    time.textContent = new Date(time.dateTime).toLocaleTimeString("en-GB");
  }, root);

  // Digit keys choose a level only while a radio of that question has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^[0-5]$/.test(event.key)) return;
    const here = document.activeElement;
    const question = here?.type === "radio" && here.name.startsWith("value-") && here.closest("[data-digits]");
    const radio = question && question.querySelector(`input[name^="value-"][value="${event.key}"]`);
    if (radio) { event.preventDefault(); radio.focus(); radio.click(); }
  });

  // htmx notes the address of the page in the tab's storage, where the next person could find it.
  const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
  ["DOMContentLoaded", "htmx:replacedInHistory"].forEach((name) => document.addEventListener(name, forget));

  const form = document.querySelector("[data-answers]");
  if (!form) return;

  const status = document.getElementById("save-status");
  const banner = document.getElementById("offline");
  const unsaved = new Set();
  let wait = 1000;
  let timer = 0;

  const show = () => {
    banner.hidden = unsaved.size === 0;
    const count = unsaved.size === 1 ? "1 answer is" : `${unsaved.size} answers are`;
    const reason = navigator.onLine ? "The server cannot be reached." : "You are offline.";
    banner.textContent = unsaved.size ? `${reason} ${count} not saved yet.` : "";
  };
  const retry = () => {
    clearTimeout(timer);
    unsaved.forEach((question) => htmx.trigger(question, "change"));
  };
  const fail = (question) => {
    unsaved.add(question);
    status.textContent = "Not saved";
    show();
    clearTimeout(timer);
    timer = setTimeout(retry, wait);
    wait = Math.min(wait * 2, 15000);
  };

  form.addEventListener("htmx:beforeRequest", () => { status.textContent = "Saving"; });
  form.addEventListener("htmx:sendError", (event) => fail(event.detail.elt));
  form.addEventListener("htmx:timeout", (event) => fail(event.detail.elt));
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    const code = detail.xhr.status;
    if (code === 0) return;
    if (code >= 500 || code === 429) { fail(detail.elt); return; }
    if (code === 403) status.textContent = "Not saved: you are signed out. Continue takes your answers along to sign-in.";
    unsaved.delete(detail.elt);
    wait = 1000;
    show();
  });
  document.body.addEventListener("htmx:afterSettle", () => setClocks(main));
  addEventListener("online", retry);
  addEventListener("offline", show);
  addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    if (unsaved.size && !navigator.onLine) { event.preventDefault(); show(); banner.scrollIntoView(); }
  });
})();
