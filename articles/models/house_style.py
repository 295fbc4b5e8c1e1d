"""The newsroom's own rules of writing: words that are always right, preferred forms of names, rules on and off.

And what an editor waved through in one story. `articles.editorial.house_style` reads them.
"""

import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.arabic import fold_key, strip_marks

WORD_LENGTH = 100


def tidy_word(text: str) -> str:
    """The word as proofreading compares it: no harakat, no tatweel, nothing invisible, single blanks; spelt as given."""
    return " ".join(strip_marks(unicodedata.normalize("NFC", text)).split())


def validate_word(word: str) -> None:
    """Refuse what holds no letter."""
    if not any(char.isalpha() for char in fold_key(word)):
        raise ValidationError(_("Write a word: «%(word)s» has no letter."), code="no_letter", params={"word": word})


class DictionaryWord(models.Model):
    """A word or name that is right as it stands, whatever the rules say; prefixes may be written onto it."""

    word = models.CharField(
        _("word or name"),
        max_length=WORD_LENGTH,
        unique=True,
        help_text=_("Spelt exactly as it is right. Prefixes (و، ف، ب، ك، ل، ال) need no entry of their own."),
        error_messages={"unique": _("This word is in the dictionary already.")},
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Who or what it is, and why it is right."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("word of the dictionary")
        verbose_name_plural = _("newsroom dictionary")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        super().clean()
        self.word = tidy_word(self.word)
        validate_word(self.word)
        avoided = AvoidedForm.objects.filter(form=self.word).select_related("preferred").first()
        if avoided is not None:
            raise ValidationError(
                {
                    "word": ValidationError(
                        _("The style sheet replaces «%(word)s» by «%(preferred)s»: take it out there first."),
                        code="avoided",
                        params={"word": self.word, "preferred": avoided.preferred},
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.word = tidy_word(self.word)
        super().save(*args, **kwargs)


class PreferredForm(models.Model):
    """How the newsroom writes a name; the forms that it replaces belong to it."""

    preferred = models.CharField(
        _("preferred form"),
        max_length=WORD_LENGTH,
        unique=True,
        help_text=_("As the newsroom writes it, for example: دي ميستورا"),
        error_messages={"unique": _("This name is in the style sheet already.")},
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Who or what it is, and why this form."))

    class Meta:
        verbose_name = _("preferred form of a name")
        verbose_name_plural = _("style sheet of names")
        ordering = ["preferred"]

    def __str__(self) -> str:
        return self.preferred

    def clean(self) -> None:
        super().clean()
        self.preferred = tidy_word(self.preferred)
        validate_word(self.preferred)
        elsewhere = (
            AvoidedForm.objects.filter(form=self.preferred).exclude(preferred=self.pk).select_related("preferred").first()
        )
        if elsewhere is not None:
            raise ValidationError(
                {
                    "preferred": ValidationError(
                        _("«%(form)s» is replaced by «%(preferred)s» already."),
                        code="replaced",
                        params={"form": self.preferred, "preferred": elsewhere.preferred},
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.preferred = tidy_word(self.preferred)
        super().save(*args, **kwargs)


class AvoidedForm(models.Model):
    """A form that the style sheet replaces, spelt exactly so."""

    preferred = models.ForeignKey(
        PreferredForm, verbose_name=_("preferred form"), on_delete=models.CASCADE, related_name="avoided_forms"
    )
    form = models.CharField(
        _("form to be replaced"),
        max_length=WORD_LENGTH,
        unique=True,
        error_messages={"unique": _("This form is replaced in the style sheet already.")},
    )

    class Meta:
        verbose_name = _("form to be replaced")
        verbose_name_plural = _("forms to be replaced")
        ordering = ["form"]

    def __str__(self) -> str:
        return self.form

    def clean(self) -> None:
        super().clean()
        self.form = tidy_word(self.form)
        validate_word(self.form)
        if self.form == tidy_word(self.preferred.preferred):
            raise ValidationError({"form": _("This is the preferred form itself.")})
        if PreferredForm.objects.filter(preferred=self.form).exists():
            raise ValidationError({"form": _("This is the preferred form of another entry.")})
        if DictionaryWord.objects.filter(word=self.form).exists():
            raise ValidationError({"form": _("The dictionary says that this form is right: take it out there first.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.form = tidy_word(self.form)
        super().save(*args, **kwargs)


class RuleSwitch(models.Model):
    """A rule of proofreading that the newsroom has on or off against its default."""

    rule = models.CharField(
        _("rule"), max_length=40, unique=True, error_messages={"unique": _("This rule has its switch already.")}
    )
    is_on = models.BooleanField(_("on"), default=True)

    class Meta:
        verbose_name = _("switch of a proofreading rule")
        verbose_name_plural = _("proofreading rules, on and off")
        ordering = ["rule"]

    def __str__(self) -> str:
        return self.rule


class IgnoredFinding(models.Model):
    """A finding that an editor waved through in one story; edits elsewhere in the text don't bring it back.

    ``field`` is the form's field, without the row's number in rows; ``fingerprint`` as `proofing.Finding` makes it.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="ignored_findings")
    field = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=16)
    rule = models.CharField(_("rule"), max_length=40)
    text = models.CharField(_("text"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ignored finding")
        verbose_name_plural = _("ignored findings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["article", "field", "fingerprint"], name="finding_ignored_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"
