from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "br, gzip;q=0.8"}


def test_a_page_travels_compressed_and_reads_the_same(client: FlaskClient) -> None:
    with client:
        plain = client.get("/connexion")
        packed = client.get("/connexion", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert b"</html>" in gzip.decompress(packed.data)


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_read_gzip_gets_text(client: FlaskClient, accepted: str) -> None:
    response = client.get("/connexion", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers
    assert "</html>" in response.text
