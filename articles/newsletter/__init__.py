"""The letter by e-mail: signing up with a confirmation, leaving with one press, sending each issue once.

newsletter.ask(email, frequency, base)      a letter with a link to confirm; nothing is stored before the reader does
newsletter.confirm(token)                   the reader's confirmation: a subscriber
newsletter.leave(token)                     out of the list, for good: the row is deleted
newsletter.send(frequency, day, base)       the day's letter to everybody who has not had it
"""

from articles.newsletter.limits import may_ask
from articles.newsletter.list import BadToken, ask, confirm, leave, wish_of
from articles.newsletter.sending import Sent, send

__all__ = ["BadToken", "Sent", "ask", "confirm", "leave", "may_ask", "send", "wish_of"]
