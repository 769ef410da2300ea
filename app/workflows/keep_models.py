"""The models that administrators set up: added, changed, put in order, switched on and off, tried."""

from app.domain.model_endpoints import ModelEndpoint
from app.domain.people import Person, Role
from app.errors import BadInput, NotAllowed, NotFound
from app.llm.probe import ModelProbe, probe_model
from app.services import Services
from app.store import model_endpoints


def list_models(services: Services, *, by: Person) -> list[ModelEndpoint]:
    """In their order; the one of the settings first."""
    _allow(by)
    return services.models.endpoints()


def find_model(services: Services, name: str) -> ModelEndpoint:
    """By its name, or the model's, in any case. Raises NotFound."""
    for endpoint in services.models.endpoints():
        if name.casefold() in {endpoint.called.casefold(), endpoint.model.casefold()}:
            return endpoint
    raise NotFound("There is no model called “%(name)s” here.", name=name)


def get_model(services: Services, endpoint_id: int, *, by: Person) -> ModelEndpoint:
    """With its key, which no page shows. Raises NotFound."""
    _allow(by)
    with services.sessions() as session:
        return model_endpoints.get_endpoint(session, endpoint_id, services.models.box)


def add_model(services: Services, endpoint: ModelEndpoint, *, by: Person) -> ModelEndpoint:
    """Put last. Raises BadInput when the name is taken or there are too many."""
    _allow(by)
    _check_name(services, endpoint)
    with services.sessions.begin() as session:
        return model_endpoints.add_endpoint(
            session, endpoint, services.models.box, by=by.name, now=services.clock()
        )


def change_model(
    services: Services, endpoint_id: int, endpoint: ModelEndpoint, *, by: Person
) -> ModelEndpoint:
    """Its place stays. Raises NotFound, and BadInput when the name is taken."""
    _allow(by)
    _check_name(services, endpoint)
    with services.sessions.begin() as session:
        return model_endpoints.change_endpoint(
            session, endpoint_id, endpoint, services.models.box, by=by.name, now=services.clock()
        )


def switch_model(services: Services, endpoint_id: int, *, on: bool, by: Person) -> None:
    _allow(by)
    with services.sessions.begin() as session:
        model_endpoints.switch_endpoint(session, endpoint_id, on=on, by=by.name, now=services.clock())


def move_model(services: Services, endpoint_id: int, *, earlier: bool, by: Person) -> None:
    _allow(by)
    with services.sessions.begin() as session:
        model_endpoints.move_endpoint(session, endpoint_id, earlier=earlier)


def remove_model(services: Services, endpoint_id: int, *, by: Person) -> None:
    _allow(by)
    with services.sessions.begin() as session:
        model_endpoints.delete_endpoint(session, endpoint_id)


def try_model(services: Services, endpoint_id: int | None, *, by: Person) -> ModelProbe:
    """Ask it for a greeting; None stands for the one of the settings. No transaction is open meanwhile."""
    _allow(by)
    for endpoint in services.models.endpoints():
        if endpoint.id == endpoint_id:
            return probe_model(endpoint, thorough=True)
    raise NotFound("There is no such model here.")


def _check_name(services: Services, endpoint: ModelEndpoint) -> None:
    """The model of the settings has a name too, which the table does not know."""
    for other in services.models.endpoints():
        if other.from_settings and other.called.casefold() == endpoint.called.casefold():
            raise BadInput("There is a model called “%(name)s” already.", name=endpoint.called)


def _allow(person: Person) -> None:
    if person.role is not Role.ADMIN:
        raise NotAllowed("Only administrators can open this page.")
