"""The table of all pictures: file key -> (size in pixels, the function that draws it)."""

from collections.abc import Callable

from drawing import city, culture, health, opinion, portraits, science, society, sport, stage, state, trade, travel
from drawing.canvas import Canvas

Scene = Callable[[Canvas], None]

WIDE, SQUARE = (1600, 900), (600, 600)

SCENES: dict[str, Scene] = {
    "01-old-bridge": city.old_bridge,
    "02-council-vote": state.council_vote,
    "03-port-expansion": trade.port,
    "04-wheat-harvest": trade.wheat_harvest,
    "05-solar-village": science.solar_village,
    "06-book-fair": culture.book_fair,
    "07-night-theatre": stage.night_theatre,
    "08-cup-final": sport.cup_final,
    "09-marathon": sport.marathon,
    "10-comet": science.comet,
    "11-ai-arabic": science.speech_model,
    "12-vaccine-drive": health.vaccine_ride,
    "13-heart-study": health.walking_heart,
    "14-rural-school": society.library_van,
    "15-cedar-replant": society.cedar_planting,
    "16-rain-flood": city.flooded_alley,
    "17-talks-geneva": state.river_talks,
    "18-summit-coast": state.coast_summit,
    "19-currency-steady": trade.steady_rate,
    "20-fishermen": trade.fishermen,
    "21-manuscript-lab": culture.manuscript_lab,
    "22-oud-maker": culture.oud_maker,
    "23-film-festival": stage.film_festival,
    "24-women-basket": sport.women_basket,
    "25-young-keeper": sport.young_keeper,
    "26-telescope": science.telescope,
    "27-desalination": science.desalination,
    "28-bees": city.city_bees,
    "29-night-train": travel.night_train,
    "30-old-souk": travel.spice_souk,
    "31-desert-road": city.desert_road,
    "32-election-observers": state.ballot_box,
    "33-water-law": state.water_options,
    "34-op-language": opinion.language_tree,
    "35-op-city": opinion.walking_city,
    "36-op-school": opinion.homework,
    "37-op-water": opinion.drop_price,
    "38-bakery": society.dawn_bakery,
    "39-sleep": health.sleepless,
    "40-lighthouse": city.lighthouse,
    "41-chess-kid": sport.chess_kid,
    "42-poetry-radio": stage.taxi_poetry,
    "43-olive-oil": trade.olive_oil,
    "44-wind-farm": trade.wind_farm,
    "45-refugees-garden": society.garden_of_tents,
    "46-aid-convoy": state.aid_convoy,
    "47-museum-night": culture.museum_night,
    "48-metro-line": city.metro_line,
    "49-exam-results": society.pencil_chart,
    "50-old-hoax": health.magnified_herb,
}

PICTURES: dict[str, tuple[tuple[int, int], Scene]] = {
    **{key: (WIDE, scene) for key, scene in SCENES.items()},
    **{f"author-{n:02}": (SQUARE, portraits.author(n)) for n in range(1, len(portraits.AUTHORS) + 1)},
}
