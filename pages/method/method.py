"""Method: what every number means, how it is made, how far it can be wrong."""

import streamlit as st

from pages.method.text import follow_link, paragraphs
from pages.shared.page import page

with page("method", opens=False) as view:
    lead, *others = paragraphs(view.language)
    st.markdown(lead.text)
    st.markdown(" · ".join(f"[{part.title}](#{part.anchor})" for part in others))
    for part in others:
        st.header(part.title, anchor=part.anchor)
        st.markdown(part.text)
    follow_link()
