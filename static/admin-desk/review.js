// Comments beside a story's form: sent without leaving the page, so that nothing typed into the form is lost.
// Without this script the same forms work by a whole page.
"use strict";

{
    const tell = (panel) => {
        const root = panel.querySelector("[data-nr-review]");
        if (!root) return;
        const detail = { count: Number(root.dataset.open), label: root.dataset.openLabel };
        panel.dispatchEvent(new CustomEvent("nr:count", { detail }));
    };

    const send = async (panel, form) => {
        const body = new FormData(form);
        body.append("panel", "1");
        const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-nr-review]");
        const old = panel.querySelector("[data-nr-review]");
        // What is half written in the other form stays.
        const typed = form.matches(".nr-comment-form") ? null : old.querySelector(".nr-comment-form");
        old.replaceWith(fresh);
        const place = fresh.querySelector(".nr-comment-form");
        if (typed && place) place.replaceWith(typed);
        tell(panel);
        fresh.querySelector(".nr-comment-form textarea")?.focus();
    };

    document.addEventListener("DOMContentLoaded", () => {
        const panel = document.getElementById("nr-panel-review");
        if (!panel) return;
        tell(panel);
        panel.addEventListener("submit", (event) => {
            event.preventDefault();
            const form = event.target;
            const button = form.querySelector("[type=submit]");
            button.disabled = true;
            send(panel, form).catch(() => form.submit());
        });
    });
}
