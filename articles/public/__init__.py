"""What readers see. Every queryset of stories here starts at `Article.objects.public()`."""
