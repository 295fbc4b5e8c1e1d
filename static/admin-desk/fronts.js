// Arranging a front: every move is a press of a button that the server answers with the board anew. Nothing is decided here.
"use strict";

{
    const form = document.querySelector("#nr-front");
    const board = form?.querySelector("#nr-board");
    const status = document.querySelector("[data-nr-status]");
    const KEPT = ["draft", "publish", "schedule"];
    let dirty = false;
    let leaving = false;
    let running = Promise.resolve();

    const say = (text, failed = false) => {
        status.classList.toggle("nr-failed", failed);
        status.textContent = text;
    };

    const refocus = (wanted, before, caret) => {
        const target = document.getElementById(wanted) || document.getElementById(before);
        if (!target) return;
        const usable = target.disabled ? target.closest("li, section") : target;
        usable?.focus({ preventScroll: target.id === before });
        if (caret !== null && target.id === before && target.setSelectionRange) target.setSelectionRange(caret, caret);
    };

    const hint = () => {
        const kind = board.querySelector("[data-nr-kind]");
        for (const part of board.querySelectorAll("[data-nr-for]")) part.hidden = part.dataset.nrFor !== kind?.value;
    };

    // What was opened stays open where its story goes.
    const nameOf = (details) => details.closest("[data-nr-story]")?.dataset.nrStory ?? details.closest("[id]")?.id;

    const draw = (html) => {
        const active = document.activeElement;
        const caret = active?.type === "search" ? active.selectionStart : null;
        const typed = board.contains(active) ? active.id : "";
        const open = [...board.querySelectorAll("details[open]")].map(nameOf);
        board.innerHTML = html;
        board.querySelectorAll("details").forEach((one) => {
            if (open.includes(nameOf(one))) one.open = true;
        });
        hint();
        const said = board.querySelector("[data-nr-said]");
        say(said?.textContent || "");
        refocus(said?.dataset.nrFocus, typed, caret);
    };

    const look = () => {
        if (form.dataset.looking) form.querySelector("[data-nr-preview]").click();
    };

    // One move after the other: the second starts from what the first has made.
    const move = (name) => {
        running = running.then(async () => {
            const data = new FormData(form);
            data.set("do", name);
            board.setAttribute("aria-busy", "true");
            try {
                const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Newsroom-Part": "board" } });
                const html = await answer.text();
                if (!answer.ok || answer.redirected || !html.includes("data-nr-said")) throw new Error(String(answer.status));
                draw(html);
                look();
            } catch {
                say(form.dataset.nrLost, true);
            } finally {
                board.removeAttribute("aria-busy");
            }
        });
        return running;
    };

    if (board) {
        board.classList.add("nr-scripted");
        hint();
        form.addEventListener("submit", (event) => {
            const button = event.submitter;
            if (button?.hasAttribute("data-nr-preview")) {
                form.dataset.looking = "1";
                return;
            }
            if (KEPT.includes(button?.value)) {
                leaving = true;
                return;
            }
            event.preventDefault();
            if (!["refresh", "find"].includes(button?.value)) dirty = true;
            move(button?.value || "refresh");
        });
        form.addEventListener("change", (event) => {
            if (event.target.name !== "hand" && event.target.id !== "id_q" && event.target.id !== "id_place") dirty = true;
            if (event.target.matches("[data-nr-kind]")) hint();
            if (event.target.matches("[data-nr-refresh]")) move("refresh");
        });
        let waiting = 0;
        form.addEventListener("input", (event) => {
            if (event.target.id !== "id_q") return;
            clearTimeout(waiting);
            waiting = setTimeout(() => move("find"), 400);
        });
        window.addEventListener("beforeunload", (event) => {
            if (dirty && !leaving) event.preventDefault();
        });
        window.newsroomFront = {
            move: (name) => {
                dirty = true;
                return move(name);
            },
        };

        // The preview: the real page at its real width, made smaller to fit.
        const frame = document.querySelector("[data-nr-frame]");
        const widths = document.querySelector("[data-nr-widths]");
        const fit = () => {
            const width = Number(widths.querySelector("[aria-pressed=true]").dataset.nrWidth);
            frame.style.setProperty("--width", `${width}px`);
            const scale = Math.min(1, frame.clientWidth / width);
            frame.style.setProperty("--scale", scale);
            frame.style.setProperty("--shift", `${(frame.clientWidth - width * scale) / 2}px`);
        };
        widths.hidden = false;
        widths.addEventListener("click", (event) => {
            const chosen = event.target.closest("[data-nr-width]");
            if (!chosen) return;
            for (const one of widths.children) one.setAttribute("aria-pressed", String(one === chosen));
            fit();
        });
        form.querySelector("[data-nr-preview]").addEventListener("click", (event) => {
            if (event.isTrusted) document.querySelector("#nr-look").scrollIntoView({ block: "nearest" });
            fit();
        });
        new ResizeObserver(fit).observe(frame);
        fit();
    }
}
