// Dragging stories to places and blocks up and down, by mouse, pen and finger. What a drop means, the server decides.
"use strict";

{
    const board = document.querySelector("#nr-board");
    // So near to the window's edge the page scrolls, by so many pixels a step.
    const EDGE = 70;
    const STEP = 14;
    // A press that moves less than this is a click.
    const SLACK = 6;
    let drag = null;

    const targetAt = (x, y) => {
        const under = document.elementFromPoint(x, y);
        return drag.block === undefined ? under?.closest("[data-nr-place]") : under?.closest("[data-nr-block]");
    };

    const mark = (target) => {
        if (target === drag.over) return;
        drag.over?.classList.remove("nr-over");
        drag.over = target;
        target?.classList.add("nr-over");
    };

    const lift = () => {
        drag.ghost = document.createElement("div");
        drag.ghost.className = "nr-ghost";
        drag.ghost.textContent = drag.source.querySelector("a, label > span, h2")?.textContent || "";
        drag.ghost.setAttribute("aria-hidden", "true");
        document.body.append(drag.ghost);
        drag.source.classList.add("nr-dragging");
    };

    const scroll = () => {
        if (!drag?.ghost) return;
        if (drag.y < EDGE) window.scrollBy(0, -STEP);
        else if (drag.y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
        mark(targetAt(drag.x, drag.y));
        drag.timer = requestAnimationFrame(scroll);
    };

    const drop = () => {
        cancelAnimationFrame(drag.timer);
        drag.ghost?.remove();
        drag.source.classList.remove("nr-dragging");
        drag.over?.classList.remove("nr-over");
        drag = null;
    };

    board?.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || drag) return;
        const grip = event.target.closest(".nr-hold");
        // A mouse may take hold of the whole card; a finger scrolls there.
        const card = event.pointerType === "mouse" && !event.target.closest("button, input, select, label, summary, details, a")
            ? event.target.closest("[data-nr-story]")
            : null;
        const source = grip ? grip.closest("[data-nr-story], [data-nr-block]") : card;
        if (!source) return;
        const block = grip?.dataset.nrDragBlock;
        drag = { source, block, story: source.dataset.nrStory, id: event.pointerId, fromX: event.clientX, fromY: event.clientY };
        if (grip) event.preventDefault();
    });

    document.addEventListener("pointermove", (event) => {
        if (!drag || event.pointerId !== drag.id) return;
        drag.x = event.clientX;
        drag.y = event.clientY;
        if (!drag.ghost) {
            if (Math.hypot(drag.x - drag.fromX, drag.y - drag.fromY) < SLACK) return;
            lift();
            getSelection()?.removeAllRanges();
            drag.timer = requestAnimationFrame(scroll);
        }
        event.preventDefault();
        drag.ghost.style.translate = `${drag.x + 12}px ${drag.y + 12}px`;
        mark(targetAt(drag.x, drag.y));
    });

    document.addEventListener("pointerup", (event) => {
        if (!drag || event.pointerId !== drag.id) return;
        const { ghost, over, source, block, story } = drag;
        drop();
        if (!ghost || !over || over === source) return;
        if (block === undefined) window.newsroomFront.move(`drop:${story}:${over.dataset.nrPlace}`);
        else window.newsroomFront.move(`block-drop:${block}:${over.dataset.nrBlock}`);
    });

    document.addEventListener("pointercancel", () => drag && drop());
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && drag) drop();
    });
    document.addEventListener("selectstart", (event) => {
        if (drag?.ghost) event.preventDefault();
    });
}
