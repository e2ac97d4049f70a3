"""A real OpenID Connect provider on this machine: ``python log_in_service.py PORT USERS``.

USERS is a JSON list of claims, each with a "sub"; its page has a button for each of them.
"""

import json
import os
import sys

import oidc_provider_mock
from jinja2 import ChoiceLoader, DictLoader
from oidc_provider_mock import User
from werkzeug.serving import run_simple

# The package's own frame takes its style sheet from the internet.
FRAME = "<!doctype html><html lang='en'><main>{% block content %}{% endblock %}</main></html>"


def main() -> None:
    port, users = int(sys.argv[1]), json.loads(sys.argv[2])
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app = oidc_provider_mock.app(
        user_claims=[User(sub=claims["sub"], claims=claims) for claims in users]
    )
    app.jinja_env.loader = ChoiceLoader([DictLoader({"_base.html": FRAME}), app.jinja_loader])
    app.add_url_rule("/favicon.ico", view_func=lambda: ("", 204))
    run_simple("127.0.0.1", port, app, threaded=True)


if __name__ == "__main__":
    main()
