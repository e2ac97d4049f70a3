"""Method: what every number means, how it is made, how far it can be wrong."""

import streamlit as st

from layers.locale.text import language_or_default, say
from pages.method.text import follow_link, paragraphs
from pages.shared.style import set_direction, style_text

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_method"))
first, *others = paragraphs(language)
st.markdown(first.text)
st.markdown(" · ".join(f"[{one.title}](#{one.anchor})" for one in others))
for one in others:
    st.header(one.title, anchor=one.anchor)
    st.markdown(one.text)
follow_link()
