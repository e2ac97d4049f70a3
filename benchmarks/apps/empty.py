"""The smallest Streamlit page: what no page of ours can be faster than."""

import streamlit as st

st.write("Nothing here.")
