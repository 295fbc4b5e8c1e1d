// Imports: the page follows a running import, and files that are too large are told before they are sent.
"use strict";

{
    const POLL_MS = 1500;
    const gettext = window.gettext || ((text) => text);

    const follow = (box) => {
        const again = (wait) => setTimeout(look, wait);
        const look = async () => {
            let text = "";
            try {
                const answer = await fetch(box.dataset.nrLive, { credentials: "same-origin", redirect: "error" });
                if (!answer.ok) throw new Error(answer.status);
                text = await answer.text();
            } catch {
                again(POLL_MS * 4);
                return;
            }
            box.innerHTML = text;
            // Done, or waiting for a decision: the rest of the page has more to say now.
            if (box.querySelector("[data-nr-busy='1']")) again(POLL_MS);
            else location.reload();
        };
        again(POLL_MS);
    };

    const measure = (field) => {
        field.addEventListener("change", () => {
            const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
            const most = Number(field.dataset.nrMost);
            const text = gettext("The files are larger than %(size)s MB.").replace("%(size)s", Math.floor(most / 1048576));
            field.setCustomValidity(size > most ? text : "");
            field.reportValidity();
        });
        field.form.addEventListener("submit", (event) => {
            if (!field.checkValidity()) {
                event.preventDefault();
                field.reportValidity();
            }
        });
    };

    document.querySelectorAll("[data-nr-poll]").forEach(follow);
    document.querySelectorAll("[data-nr-most]").forEach(measure);
}
