// A slug filled from the headline or name while one types, with Arabic letters kept:
// what articles/text/slugs.py does on the server (a test compares the two).
"use strict";

{
    const DROPPED = new RegExp(
        "[\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u0640" +
            "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff]",
        "gu",
    );
    const QUOTES = /['’‘`´]/gu;
    const BETWEEN = /[^\p{L}\p{N}]+/u;
    const MAX_LETTERS = 80;

    const asciiDigits = (text) =>
        text.replace(/[٠-٩۰-۹]/gu, (digit) => {
            const code = digit.codePointAt(0);
            return String(code - (code < 0x6f0 ? 0x660 : 0x6f0));
        });

    const slugify = (text) => {
        const plain = asciiDigits(text.normalize("NFKC").replace(DROPPED, ""));
        const words = plain.replace(QUOTES, "").toLowerCase().split(BETWEEN).filter(Boolean);
        let slug = "";
        for (const word of words) {
            const longer = slug ? `${slug}-${word}` : word;
            if ([...longer].length > MAX_LETTERS) break;
            slug = longer;
        }
        return slug || [...(words[0] || "")].slice(0, MAX_LETTERS).join("");
    };
    window.newsroomSlugify = slugify;

    document.addEventListener("DOMContentLoaded", () => {
        for (const slug of document.querySelectorAll("[data-nr-slug]")) {
            const source = document.getElementById(`id_${slug.dataset.nrSlug}`);
            // An address that stands is never changed behind the editor's back.
            if (!source || slug.value) continue;
            let own = false;
            slug.addEventListener("input", () => {
                own = slug.value !== "";
            });
            source.addEventListener("input", () => {
                if (!own) slug.value = slugify(source.value);
            });
        }
    });
}
