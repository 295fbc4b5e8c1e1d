// Places in plain-text fields that proofreading remarks on: drawn on a clear sheet over the field, whose text stays untouched.
//     newsroomMarks.set(field, [{ start, end, severity, current }])
"use strict";

window.newsroomMarks = (() => {
    const sheets = new WeakMap();
    // What decides where a letter stands.
    const STYLES = ["font", "letterSpacing", "wordSpacing", "lineHeight", "textIndent", "direction", "textAlign", "paddingBlock", "paddingInline", "borderWidth", "boxSizing", "tabSize"];

    class Sheet {
        constructor(field) {
            this.field = field;
            this.sheet = document.createElement("div");
            this.sheet.className = "nr-sheet";
            this.sheet.setAttribute("aria-hidden", "true");
            field.before(this.sheet);
            field.parentElement.classList.add("nr-sheeted");
            field.addEventListener("scroll", () => this.scroll());
            field.addEventListener("input", () => this.clear());
            new ResizeObserver(() => this.place()).observe(field);
        }

        place() {
            const style = getComputedStyle(this.field);
            for (const name of STYLES) this.sheet.style[name] = style[name];
            this.sheet.style.top = `${this.field.offsetTop}px`;
            this.sheet.style.left = `${this.field.offsetLeft}px`;
            this.sheet.style.inlineSize = `${this.field.offsetWidth}px`;
            this.sheet.style.blockSize = `${this.field.offsetHeight}px`;
            this.sheet.style.whiteSpace = this.field.tagName === "TEXTAREA" ? "pre-wrap" : "pre";
            this.scroll();
        }

        scroll() {
            this.sheet.scrollTop = this.field.scrollTop;
            this.sheet.scrollLeft = this.field.scrollLeft;
        }

        clear() {
            this.sheet.replaceChildren();
        }

        draw(marks) {
            const text = this.field.value;
            let done = 0;
            this.clear();
            for (const { start, end, severity, current } of [...marks].sort((one, other) => one.start - other.start)) {
                if (start < done || end > text.length) continue;
                const mark = document.createElement("span");
                mark.className = `nr-remark nr-remark-${severity}${current ? " nr-remark-current" : ""}`;
                mark.textContent = text.slice(start, end);
                this.sheet.append(text.slice(done, start), mark);
                done = end;
            }
            // A last line break needs something behind it to be as high as in the field.
            this.sheet.append(`${text.slice(done)}\u200b`);
            this.place();
        }
    }

    return {
        set(field, marks) {
            if (!marks.length && !sheets.has(field)) return;
            if (!sheets.has(field)) sheets.set(field, new Sheet(field));
            sheets.get(field).draw(marks);
        },
    };
})();
