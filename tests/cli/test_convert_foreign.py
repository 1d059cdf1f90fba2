"""Does ``convert`` bring foreign maps in and hand them out, saying what came of them and what was left out?"""

import json

import pytest

DAY = ("--as-of", "2026-06-15", "--made-on", "2026-06-15")


@pytest.mark.parametrize("out", ["map.json", "map.gexf", "map.graphml", "map.geojson", "map.ics", "map.svg"])
def test_an_ending_that_means_one_format_is_enough(run, selane, tmp_path, out):
    answer = run("convert", selane, out, *DAY)
    assert answer.code == 0 and (tmp_path / out).stat().st_size > 100
    assert answer.out.startswith(f"{out}: ")
    assert "Prepared for TLP:" in answer.err and "left out" in answer.err and "no place for" in answer.err


def test_kumu_goes_out_and_comes_back(run, selane, tmp_path):
    assert run("convert", selane, "map.xlsx", "--format", "kumu", *DAY).code == 0
    again = run("convert", "map.xlsx", "x.yaml", "--into", selane, "--preview")
    assert again.code == 0 and again.out.strip() == "Kumu: elements and connections: unchanged 40"
    assert not (tmp_path / "x.yaml").exists()
    back = run("convert", "map.xlsx", "back.yaml", "--map", "map.json")
    assert back.out == "back.yaml: 40 records written.\n"
    assert json.loads((tmp_path / "map.json").read_text("utf-8"))["layout"] == "kumu"
    assert run("convert", "map.xlsx", "back.yaml", "--map", "map.json", "--force").code == 0


def test_gephi_is_two_files_that_find_each_other(run, selane, tmp_path):
    answer = run("convert", selane, "map.csv", "--format", "gephi", *DAY)
    assert answer.out == "map.nodes.csv is written.\nmap.edges.csv is written.\n"
    assert run("convert", "map.edges.csv", "back.yaml").out == "back.yaml: 40 records written.\n"
    refused = run("convert", selane, "map.csv", "--format", "gephi", *DAY)
    assert refused.code == 1 and "--force" in refused.err


def test_an_ending_that_may_mean_several_asks_for_the_format(run, selane):
    answer = run("convert", selane, "map.csv")
    assert (answer.code, answer.out) == (1, "") and "--format" in answer.err


def test_a_ceiling_cuts_our_own_files_too_and_without_one_nothing_is_lost(run, selane, tmp_path):
    assert "140 records" in run("convert", selane, "all.jsonl").out
    answer = run("convert", selane, "some.jsonl", "--ceiling", "AMBER")
    assert "129 records" in answer.out and "11 records are left out" in answer.err
    assert "turns a conclusion over" in answer.err
    assert "sandpiper" not in (tmp_path / "some.jsonl").read_text("utf-8")


def test_a_preview_writes_nothing(run, selane, tmp_path):
    answer = run("convert", selane, "map.json", "--preview", *DAY)
    assert answer.code == 0 and "left out" in answer.err and not (tmp_path / "map.json").exists()


def test_a_pasted_list_of_names_becomes_actors(run, tmp_path):
    (tmp_path / "names.txt").write_text("Guard\nوزارة الموانئ\n", "utf-8")
    answer = run("convert", "names.txt", "names.jsonl")
    assert answer.out == "names.jsonl: 2 records written.\n" and "A list of names: create 2" in answer.err


def test_rows_that_are_left_out_are_told_with_the_reason(run, tmp_path):
    (tmp_path / "e.csv").write_text("Source,Target\nGuard,17\n", "utf-8")
    answer = run("convert", "e.csv", "e.yaml")
    assert answer.code == 0 and "e 2: reject" in answer.err and "nowhere in the files" in answer.err


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b'Label,Type\n"A'])
def test_a_file_that_cannot_be_read_is_one_line_with_its_place(run, tmp_path, content):
    (tmp_path / "bad.csv").write_bytes(content)
    answer = run("convert", "bad.csv", "out.yaml")
    assert (answer.code, answer.out) == (1, "") and len(answer.err.strip().splitlines()) == 1
    assert "line" in answer.err and not (tmp_path / "out.yaml").exists()


def test_a_faulty_workbook_of_ours_is_refused_as_ever(run, selane, tmp_path):
    import openpyxl

    assert run("convert", selane, "own.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "own.xlsx")
    book["actors"]["B2"].value = "spaceship"
    book.save(tmp_path / "own.xlsx")
    answer = run("convert", "own.xlsx", "own.yaml")
    assert answer.code == 1 and "spaceship" in answer.err and "aidememoire check" in answer.err
